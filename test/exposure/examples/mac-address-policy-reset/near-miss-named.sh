#!/bin/bash
set -euo pipefail
dnf -y update openssl jq
