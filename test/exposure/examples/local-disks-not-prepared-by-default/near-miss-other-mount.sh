#!/bin/bash
set -euo pipefail
# /mnt/k8s-disks is not used
mkdir -p /mnt/cache
