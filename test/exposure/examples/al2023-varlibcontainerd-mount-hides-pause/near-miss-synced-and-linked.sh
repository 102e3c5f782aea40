#!/bin/bash
mount /dev/nvme1n1 /mnt
mkdir -p /mnt/containerd
rsync -a /var/lib/containerd/ /mnt/containerd/
rm -rf /var/lib/containerd
ln -s /mnt/containerd /var/lib/containerd
