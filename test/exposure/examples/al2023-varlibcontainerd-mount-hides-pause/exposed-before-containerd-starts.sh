#!/bin/bash
mkdir -p /etc/systemd/system/containerd.service.d
cat > /etc/systemd/system/containerd.service.d/10-mount.conf <<'EOF'
[Service]
ExecStartPre=/usr/local/bin/mount-disk.sh
EOF
cat > /usr/local/bin/mount-disk.sh <<'EOF'
#!/bin/bash
mount /dev/nvme1n1 /var/lib/containerd
EOF
chmod +x /usr/local/bin/mount-disk.sh
