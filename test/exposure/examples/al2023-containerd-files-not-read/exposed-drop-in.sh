#!/bin/bash
mkdir -p /etc/containerd/config.d
cat > /etc/containerd/config.d/spegel.toml <<EOF
version = 2
[plugins."io.containerd.grpc.v1.cri".containerd]
discard_unpacked_layers = false
EOF
