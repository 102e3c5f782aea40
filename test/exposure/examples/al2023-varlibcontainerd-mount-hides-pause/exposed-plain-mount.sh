#!/bin/bash
set -ex
mkfs.xfs /dev/nvme1n1
systemctl stop containerd
mkdir -p /var/lib/containerd
mount /dev/nvme1n1 /var/lib/containerd
systemctl start containerd
