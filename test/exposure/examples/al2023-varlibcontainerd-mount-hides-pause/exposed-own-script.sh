#!/bin/bash
cat > /usr/local/bin/mount-containerd.sh <<'EOF'
#!/bin/bash
mkfs.xfs /dev/nvme1n1
mount /dev/nvme1n1 /var/lib/containerd
EOF
chmod +x /usr/local/bin/mount-containerd.sh
/usr/local/bin/mount-containerd.sh
