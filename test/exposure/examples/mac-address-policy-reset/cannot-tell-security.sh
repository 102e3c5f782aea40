#!/bin/bash
set -euo pipefail
dnf -y upgrade --security
