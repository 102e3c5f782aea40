#!/bin/bash
set -euo pipefail
# fips=1 is not set here: endpoints alone are FIPS
export AWS_USE_FIPS_ENDPOINT=true
/etc/eks/bootstrap.sh payments
