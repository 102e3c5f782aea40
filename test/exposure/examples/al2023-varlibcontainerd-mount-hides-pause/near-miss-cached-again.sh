#!/bin/bash
mkfs.xfs /dev/nvme1n1
mount /dev/nvme1n1 /var/lib/containerd
systemctl restart containerd
PAUSE=602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/pause:3.10
/usr/bin/cache-pause-container -i $PAUSE
