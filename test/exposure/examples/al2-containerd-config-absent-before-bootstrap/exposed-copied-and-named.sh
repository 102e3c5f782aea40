#!/bin/bash
cp /etc/containerd/config.toml /etc/containerd/spegel.toml
cat >> /etc/containerd/spegel.toml <<'TOML'
[debug]
level = "info"
TOML
/etc/eks/bootstrap.sh payments --containerd-config-file /etc/containerd/spegel.toml
