#!/bin/bash
set -euo pipefail
/etc/eks/bootstrap.sh payments --kubelet-extra-args '--container-runtime-endpoint=unix:///run/containerd/containerd.sock'
