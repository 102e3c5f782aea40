#!/bin/bash
mount /dev/nvme1n1 /mnt
cp -a /var/lib/containerd/. /mnt/
umount /mnt
mkfs.xfs -f /dev/nvme1n1
mount /dev/nvme1n1 /var/lib/containerd
