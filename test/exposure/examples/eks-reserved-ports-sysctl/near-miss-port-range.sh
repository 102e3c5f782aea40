#!/bin/bash
set -euo pipefail
# net.ipv4.ip_local_reserved_ports stays as EKS has it
sysctl -w net.ipv4.ip_local_port_range="1024 65535"
