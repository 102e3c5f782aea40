#!/bin/bash
cat > /etc/systemd/system/agent.service <<'UNIT'
[Service]
ExecStart=/usr/bin/rpm -i https://example.com/agent.rpm
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now agent.service
dnf install -y nfs-utils
