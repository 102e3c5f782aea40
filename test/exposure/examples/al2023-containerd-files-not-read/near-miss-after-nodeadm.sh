#!/bin/bash
set -euo pipefail
nodeadm init
sed -i 's/max_concurrent_downloads = 3/max_concurrent_downloads = 10/' /etc/containerd/config.toml
systemctl restart containerd
