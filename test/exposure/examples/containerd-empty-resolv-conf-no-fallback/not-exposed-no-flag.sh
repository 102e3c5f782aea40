#!/bin/bash
set -e
/etc/eks/bootstrap.sh payments --kubelet-extra-args '--node-labels=team=payments'
