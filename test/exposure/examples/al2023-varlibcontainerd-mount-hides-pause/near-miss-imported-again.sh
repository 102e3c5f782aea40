#!/bin/bash
mount /dev/xvdb /var/lib/containerd
systemctl restart containerd
ctr -n k8s.io images import /etc/eks/pause.tar
ctr -n k8s.io images label localhost/kubernetes/pause:latest io.cri-containerd.pinned=pinned
