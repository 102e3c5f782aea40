#!/bin/bash
mount /dev/nvme1n1 /mnt
mkdir -p /mnt/x
rm -rf /var/lib/containerd
ln -s /mnt/x /var/lib/containerd
