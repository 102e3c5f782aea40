#!/bin/bash
set -euo pipefail
su root -c "/etc/eks/bootstrap.sh payments"
