#!/bin/bash
# A Docker of our own, beside the node's containerd.
dnf install -y docker
mkdir -p /etc/docker
echo '{"log-driver": "json-file"}' > /etc/docker/daemon.json
systemctl enable --now docker
docker pull registry.example.com/tools:1
nodeadm init
