#!/bin/bash
su - root -c "mount /dev/nvme1n1 /var/lib/containerd"
