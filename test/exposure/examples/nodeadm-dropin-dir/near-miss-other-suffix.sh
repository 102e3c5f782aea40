#!/bin/bash
set -euo pipefail
mkdir -p /etc/eks/nodeadm.d
echo "drop files here" > /etc/eks/nodeadm.d/README
