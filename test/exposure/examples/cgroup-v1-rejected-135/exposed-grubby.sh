#!/bin/bash
set -euo pipefail
grubby --update-kernel=ALL --args="systemd.unified_cgroup_hierarchy=0"
