#!/bin/bash
set -euo pipefail
cat > /etc/sysctl.d/99-ports.conf <<'CONF'
net.ipv4.ip_local_reserved_ports = 9100,30000-30100
CONF
sysctl --system
