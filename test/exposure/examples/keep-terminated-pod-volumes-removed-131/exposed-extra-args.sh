#!/bin/bash
set -euo pipefail
/etc/eks/bootstrap.sh payments --kubelet-extra-args '--keep-terminated-pod-volumes=false'
