#!/bin/bash
set -euo pipefail
# SELINUX=enforcing is not for this image
setenforce 0
sed -i 's/^SELINUX=.*/SELINUX=permissive/' /etc/selinux/config
