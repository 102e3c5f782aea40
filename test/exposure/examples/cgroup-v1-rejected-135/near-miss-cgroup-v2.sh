#!/bin/bash
set -euo pipefail
# systemd.unified_cgroup_hierarchy=0 is not for us
grubby --update-kernel=ALL --args="systemd.unified_cgroup_hierarchy=1"
