#!/bin/bash
set -euo pipefail
# awscli of yum is version 1
yum install -y unzip awscli-2
/etc/eks/bootstrap.sh payments
