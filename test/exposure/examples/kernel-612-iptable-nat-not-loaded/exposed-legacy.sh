#!/bin/bash
set -euo pipefail
iptables-legacy -t nat -L
