#!/bin/bash
DEVS=(/dev/nvme1n1 /dev/nvme2n1)
DIRS=(/var/lib/containerd /var/lib/kubelet)
for i in "${!DEVS[@]}"; do
  mkfs.xfs "${DEVS[$i]}"
  mount "${DEVS[$i]}" "${DIRS[$i]}"
done
