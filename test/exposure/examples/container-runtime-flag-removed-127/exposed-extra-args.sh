#!/bin/bash
set -euo pipefail
/etc/eks/bootstrap.sh payments --kubelet-extra-args '--container-runtime=remote --max-pods=58'
