#!/bin/bash
set -euo pipefail
iptables -I FORWARD 1 -d 169.254.169.254 -j DROP
