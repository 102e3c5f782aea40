#!/bin/bash
set -euo pipefail
KUBELET_CONFIG=/etc/kubernetes/kubelet/kubelet-config.json
echo "$(jq ".kubeAPIQPS=20" $KUBELET_CONFIG)" > $KUBELET_CONFIG
/etc/eks/bootstrap.sh payments
