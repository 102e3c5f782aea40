#!/bin/bash
set -euo pipefail
sed -i "s|$OLD|$NEW|" /etc/eks/containerd/containerd-config.toml
/etc/eks/bootstrap.sh payments
