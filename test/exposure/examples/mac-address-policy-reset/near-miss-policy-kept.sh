#!/bin/bash
set -euo pipefail
dnf -y update
mkdir -p /etc/systemd/network
printf '[Match]\nOriginalName=*\n[Link]\nMACAddressPolicy=none\n' > /etc/systemd/network/99-default.link
