#!/bin/bash
mount /dev/nvme1n1 /mnt
mkdir -p /mnt/up /mnt/work
mount -t overlay overlay -o lowerdir=/var/lib/containerd,upperdir=/mnt/up,workdir=/mnt/work /var/lib/containerd
