#!/bin/bash
set -euo pipefail
pip3 install --upgrade awscli==1.32.0
/etc/eks/bootstrap.sh payments
