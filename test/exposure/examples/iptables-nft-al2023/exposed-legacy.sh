#!/bin/bash
set -euo pipefail
iptables-legacy -t nat -A POSTROUTING -j MASQUERADE
