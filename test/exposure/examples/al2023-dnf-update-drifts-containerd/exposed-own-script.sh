#!/bin/bash
cat > /usr/local/bin/patch.sh <<'EOF'
#!/bin/bash
dnf -y update
EOF
chmod +x /usr/local/bin/patch.sh
/usr/local/bin/patch.sh
