#!/bin/bash
set -euo pipefail
/etc/eks/bootstrap.sh payments --pause-container-version 3.10
