#!/bin/bash
set -euo pipefail
yum install -y awscli jq
/etc/eks/bootstrap.sh payments
