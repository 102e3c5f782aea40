#!/bin/bash
mkdir -p /etc/containerd/config.d
echo 'See the NodeConfig.' > /etc/containerd/config.d/README.md
