#!/bin/bash
set -euo pipefail
mkdir -p /etc/systemd/logind.conf.d
printf '[Login]\nInhibitDelayMaxSec=120\n' > /etc/systemd/logind.conf.d/50-delay.conf
