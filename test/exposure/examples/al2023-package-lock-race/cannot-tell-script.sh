#!/bin/bash
set -euxo pipefail
# The agent of the security team.
for package in jq nfs-utils; do
  yum install -y "$package"
done
