#!/bin/bash
mkdir -p /etc/containerd/certs.d/docker.io
# not /etc/containerd/config.d
cat > /etc/containerd/certs.d/docker.io/hosts.toml <<EOF
[host."https://mirror.example.com"]
EOF
