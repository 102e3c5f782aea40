#!/bin/bash
set -euo pipefail
cat > /etc/containerd/config.toml <<'TOML'
root = "/var/lib/containerd"
[plugins.cri.containerd]
snapshotter = "overlayfs"
TOML
/etc/eks/bootstrap.sh payments
