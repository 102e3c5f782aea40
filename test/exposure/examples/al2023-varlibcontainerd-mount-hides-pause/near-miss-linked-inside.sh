#!/bin/bash
mount /dev/nvme1n1 /mnt
mkdir -p /mnt/containerd
# The directory is still there: the link is made inside of it.
ln -s /mnt/containerd /var/lib/containerd
