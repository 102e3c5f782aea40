#!/bin/bash
mount /dev/nvme1n1 /var/lib/containerd
systemctl restart containerd
ctr images import /etc/eks/pause.tar
