#!/bin/bash
mount /dev/nvme1n1 /var/lib/containerd
systemctl restart containerd
export CONTAINERD_NAMESPACE=k8s.io
ctr images import /etc/eks/pause.tar
