#!/bin/bash
systemd-mount /dev/nvme1n1 /var/lib/containerd
