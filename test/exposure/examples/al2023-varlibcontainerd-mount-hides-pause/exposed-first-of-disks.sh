#!/bin/bash
for dev in /dev/nvme1n1 /dev/nvme2n1 /dev/sdb; do
  if [ -b "$dev" ] && ! blkid "$dev" >/dev/null; then
    mkfs.xfs "$dev"
    mount "$dev" /var/lib/containerd
    break
  fi
done
