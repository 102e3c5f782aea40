#!/bin/bash
while fuser /var/lib/rpm/.rpm.lock >/dev/null 2>&1; do
  sleep 2
done
dnf install -y nfs-utils
