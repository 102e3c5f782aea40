#!/bin/bash
set -euo pipefail
mkdir -p /etc/systemd/system/agent.service.d
printf '[Service]\nLimitNOFILE=infinity\n' > /etc/systemd/system/agent.service.d/limits.conf
