#!/bin/bash
set -euo pipefail
echo "docker is not on this node"
dnf install -y amazon-ecr-credential-helper
