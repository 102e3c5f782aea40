#!/bin/bash
set -euo pipefail
mkdir -p /opt/cni/bin
cp /opt/site/bandwidth /opt/cni/bin/bandwidth
