#!/bin/bash
move_to_disk() {
  local disk="$1" path="$2"
  mkdir -p /mnt/new
  mount "$disk" /mnt/new
  rsync -aHAX "$path/" /mnt/new/
  umount /mnt/new
  mount "$disk" "$path"
}
mkfs.ext4 -F /dev/sdf
move_to_disk /dev/sdf /var/lib/containerd
