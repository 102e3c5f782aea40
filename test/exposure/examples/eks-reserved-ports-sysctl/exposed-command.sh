#!/bin/bash
set -euo pipefail
sysctl -w net.ipv4.ip_local_reserved_ports=9100
