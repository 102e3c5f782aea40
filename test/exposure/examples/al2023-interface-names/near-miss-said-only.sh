#!/bin/bash
set -euo pipefail
# eth0 was the name on AL2
echo "this node may have no eth0"
