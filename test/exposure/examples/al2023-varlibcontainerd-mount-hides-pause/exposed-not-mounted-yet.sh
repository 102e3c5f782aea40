#!/bin/bash
blkid /dev/nvme1n1 || mkfs.xfs /dev/nvme1n1
mountpoint -q /var/lib/containerd || mount /dev/nvme1n1 /var/lib/containerd
