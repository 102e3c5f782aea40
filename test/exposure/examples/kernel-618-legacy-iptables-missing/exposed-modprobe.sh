#!/bin/bash
set -euo pipefail
modprobe -a ip_tables iptable_nat br_netfilter
