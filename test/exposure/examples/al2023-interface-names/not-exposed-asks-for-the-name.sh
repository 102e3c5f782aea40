#!/bin/bash
set -euo pipefail
IFACE=$(ip -o route show default | awk '{print $5; exit}')
logger "default route on $IFACE"
