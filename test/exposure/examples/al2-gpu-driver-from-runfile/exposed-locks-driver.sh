#!/bin/bash
set -euo pipefail
yum versionlock nvidia-driver-latest-dkms kmod-nvidia-latest-dkms
/etc/eks/bootstrap.sh payments
