#!/bin/bash
set -euo pipefail
amazon-linux-extras install -y lustre
