#!/bin/bash
set -euo pipefail
# iptables is not called
nft add table inet site
