#!/bin/bash
DEVICE=/dev/nvme1n1
DIRECTORY=/var/lib/containerd
mkfs -t xfs "$DEVICE"
echo "$DEVICE $DIRECTORY xfs defaults,noatime 0 2" >> /etc/fstab
mount -a
