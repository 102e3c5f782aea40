#!/bin/bash
mount /dev/nvme1n1 /var/lib/containerd
umount /var/lib/containerd
