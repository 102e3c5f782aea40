#!/bin/bash
mkdir -p /etc/containerd
cat > /etc/containerd/config.toml <<'TOML'
version = 2
[debug]
level = "debug"
TOML
/etc/eks/bootstrap.sh payments
