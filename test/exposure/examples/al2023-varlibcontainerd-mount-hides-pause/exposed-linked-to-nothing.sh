#!/bin/bash
mount /dev/nvme1n1 /data
mkdir -p /data/containerd
mv /var/lib/containerd /var/lib/containerd.orig
ln -s /data/containerd /var/lib/containerd
