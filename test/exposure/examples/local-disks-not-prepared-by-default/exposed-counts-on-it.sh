#!/bin/bash
set -euo pipefail
mkdir -p /mnt/k8s-disks/0/cache
ln -s /mnt/k8s-disks/0/cache /var/cache/site
