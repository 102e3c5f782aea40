#!/bin/bash
mkfs.xfs /dev/xvdb
mount /dev/xvdb /var/lib/containerd
mkdir -p /mnt/old
cp -a /var/lib/containerd/. /mnt/old/
