#!/bin/bash
set -euo pipefail
su - ec2-user -c "/etc/eks/bootstrap.sh payments"
