#!/bin/bash
set -euo pipefail
systemctl stop containerd
mkfs.xfs /dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0
mount /dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0 /mnt
cp -a /var/lib/containerd/. /mnt/
umount /mnt
mount /dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0 /var/lib/containerd
systemctl start containerd
