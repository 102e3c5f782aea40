#!/bin/bash
mkfs -t ext4 /dev/xvdb
echo '/dev/xvdb  /var/lib/containerd  ext4  defaults,nofail  0  2' >> /etc/fstab
mount -a
