#!/bin/bash
set -euo pipefail
mkdir -p /etc/eks/nodeadm.d
cat > /etc/eks/nodeadm.d/20-site.yaml <<'YAML'
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  kubelet:
    config:
      maxPods: 29
YAML
