#!/bin/bash
set -euo pipefail
cat /sys/devices/system/clocksource/clocksource0/current_clocksource
