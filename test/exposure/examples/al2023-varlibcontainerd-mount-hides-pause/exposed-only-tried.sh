#!/bin/bash
mount /dev/nvme1n1 /mnt
rsync -an /var/lib/containerd/ /mnt/
umount /mnt
mount /dev/nvme1n1 /var/lib/containerd
