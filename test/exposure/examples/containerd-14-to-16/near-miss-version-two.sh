#!/bin/bash
set -euo pipefail
cat > /etc/eks/containerd/containerd-config.toml <<'TOML'
version = 2
[plugins."io.containerd.grpc.v1.cri".containerd]
snapshotter = "overlayfs"
TOML
/etc/eks/bootstrap.sh payments
