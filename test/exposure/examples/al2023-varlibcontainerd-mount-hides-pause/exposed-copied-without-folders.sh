#!/bin/bash
mount /dev/nvme1n1 /mnt
cp /var/lib/containerd/* /mnt/
umount /mnt
mount /dev/nvme1n1 /var/lib/containerd
