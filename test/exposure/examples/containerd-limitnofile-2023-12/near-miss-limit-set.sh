#!/bin/bash
mkdir -p /etc/systemd/system/containerd.service.d
cat > /etc/systemd/system/containerd.service.d/10-limits.conf <<'UNIT'
[Service]
LimitNOFILE=1048576
UNIT
systemctl daemon-reload
/etc/eks/bootstrap.sh payments
