#!/bin/bash
set -euo pipefail
su ec2-user -c "aws configure list"
/etc/eks/bootstrap.sh payments
