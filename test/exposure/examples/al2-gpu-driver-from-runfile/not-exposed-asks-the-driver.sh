#!/bin/bash
set -euo pipefail
nvidia-smi --query-gpu=driver_version --format=csv
/etc/eks/bootstrap.sh payments
