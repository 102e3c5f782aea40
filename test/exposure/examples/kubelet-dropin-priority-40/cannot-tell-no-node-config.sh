#!/bin/bash
set -euo pipefail
mkdir -p /etc/kubernetes/kubelet/config.json.d
cat > /etc/kubernetes/kubelet/config.json.d/10-custom.conf <<'JSON'
{"apiVersion": "kubelet.config.k8s.io/v1beta1", "kind": "KubeletConfiguration", "maxPods": 29}
JSON
