#!/bin/bash
set -euo pipefail
sed -i "s/^SELINUX=.*/SELINUX=enforcing/" /etc/selinux/config
