#!/bin/bash
mount /dev/nvme1n1 /mnt
rsync -a --exclude='*.log' /var/lib/containerd/ /mnt/
umount /mnt
mount /dev/nvme1n1 /var/lib/containerd
