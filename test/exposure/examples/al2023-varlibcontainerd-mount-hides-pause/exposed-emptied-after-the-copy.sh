#!/bin/bash
mount /dev/nvme1n1 /mnt
cp -a /var/lib/containerd/. /mnt/
rm -rf /mnt/*
umount /mnt
mount /dev/nvme1n1 /var/lib/containerd
