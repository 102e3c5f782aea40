#!/bin/bash
mkdir -p /etc/containerd/config.d
cat > /etc/containerd/config.d/debug.toml <<EOF
version = 2
[debug]
level = "debug"
EOF
/etc/eks/bootstrap.sh payments
