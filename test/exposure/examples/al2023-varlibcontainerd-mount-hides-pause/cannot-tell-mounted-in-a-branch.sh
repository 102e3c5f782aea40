#!/bin/bash
if [ -b /dev/nvme1n1 ]; then
  mkfs.xfs /dev/nvme1n1
  mount /dev/nvme1n1 /var/lib/containerd
fi
