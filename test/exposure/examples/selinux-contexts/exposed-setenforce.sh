#!/bin/bash
set -euo pipefail
setenforce 1
