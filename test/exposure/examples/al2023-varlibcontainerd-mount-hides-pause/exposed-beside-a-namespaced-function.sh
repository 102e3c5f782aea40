#!/bin/bash
log::info() { echo "$*"; }
DEBUG=1 log::info starting
mkfs.xfs /dev/nvme1n1
mount /dev/nvme1n1 /var/lib/containerd
