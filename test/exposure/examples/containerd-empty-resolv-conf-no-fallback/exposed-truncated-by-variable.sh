#!/bin/bash
RESOLV=/etc/kubernetes/resolv.conf
mkdir -p "$(dirname "$RESOLV")"
cp /etc/resolv.conf "$RESOLV"
truncate -s 0 "$RESOLV"
/etc/eks/bootstrap.sh payments --kubelet-extra-args "--resolv-conf ${RESOLV}"
