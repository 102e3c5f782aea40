#!/bin/bash
set -euo pipefail
mkdir -p /etc/systemd/system.conf.d
printf '[Manager]\nCPUAffinity=0-3\n' > /etc/systemd/system.conf.d/cpu.conf
