#!/bin/bash
/etc/eks/bootstrap.sh payments
echo "started $(date)" >> /var/log/my-boot.log
