#!/bin/bash
set -euo pipefail
IFACE=eth0
tc qdisc replace dev "$IFACE" root fq
ip link set dev eth0 mtu 9001
