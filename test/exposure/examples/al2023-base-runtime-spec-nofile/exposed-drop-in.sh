#!/bin/bash
set -euo pipefail
mkdir -p /etc/systemd/system/containerd.service.d
cat > /etc/systemd/system/containerd.service.d/30-limits.conf <<EOF
[Service]
LimitNOFILE=infinity
EOF
systemctl daemon-reload
