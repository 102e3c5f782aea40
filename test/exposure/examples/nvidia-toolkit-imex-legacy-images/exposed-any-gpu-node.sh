#!/bin/bash
set -euo pipefail
nvidia-smi
/etc/eks/bootstrap.sh payments
