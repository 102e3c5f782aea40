#!/bin/bash
systemctl stop containerd
mount /dev/nvme1n1 /mnt
mv /var/lib/containerd /mnt/containerd
ln -s /mnt/containerd /var/lib/containerd
