#!/bin/bash
set -euo pipefail
# --keep-terminated-pod-volumes=false went with 1.31
/etc/eks/bootstrap.sh payments --kubelet-extra-args '--max-pods=58'
