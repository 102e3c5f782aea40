#!/bin/bash
sed -i '/\[plugins."io.containerd.grpc.v1.cri".containerd\]/a snapshotter = "overlayfs"' /etc/containerd/config.toml
systemctl restart containerd
