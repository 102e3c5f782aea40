#!/bin/bash
mount /dev/xvdb /var/lib/containerd
/etc/eks/bootstrap.sh payments
