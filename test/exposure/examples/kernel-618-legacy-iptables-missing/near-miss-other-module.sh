#!/bin/bash
set -euo pipefail
# iptable_nat is not needed with nftables
modprobe nf_conntrack
echo nf_conntrack > /etc/modules-load.d/site.conf
