#!/bin/bash
mount /dev/nvme1n1 /mnt
cd /var/lib
mv containerd /mnt
ln -s /mnt/containerd
