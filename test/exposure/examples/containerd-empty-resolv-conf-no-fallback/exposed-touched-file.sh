#!/bin/bash
set -euo pipefail

# Pods with dnsPolicy Default must not inherit the search domains of the VPC.
touch /etc/empty-resolv.conf

/etc/eks/bootstrap.sh payments \
  --b64-cluster-ca "$B64_CLUSTER_CA" \
  --apiserver-endpoint "$API_SERVER_URL" \
  --kubelet-extra-args '--node-labels=team=payments --resolv-conf=/etc/empty-resolv.conf --max-pods=58'
