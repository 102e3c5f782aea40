#!/bin/bash
set -euo pipefail
yum install -y dracut-fips
/sbin/grubby --update-kernel=ALL --args="fips=1"
reboot
