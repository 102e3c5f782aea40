#!/bin/bash
mkfs.xfs /dev/nvme1n1
mount /dev/nvme1n1 /mnt/ssd
mv /var/lib/containerd /mnt/ssd/
mkdir /var/lib/containerd
mount --bind /mnt/ssd/containerd /var/lib/containerd
