#!/bin/bash
set -euo pipefail
mkdir -p /etc/systemd/system/containerd.service.d
printf '[Service]\n# LimitNOFILE stays\nLimitNPROC=infinity\n' > /etc/systemd/system/containerd.service.d/limits.conf
