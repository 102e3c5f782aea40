#!/bin/bash
mount /dev/nvme1n1 /var/lib/containerd
systemctl restart containerd
ctr -n k8s.io images pull 602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/pause:3.10
