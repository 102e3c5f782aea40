#!/bin/bash
mkdir -p /etc/containerd/config.d
printf 'version = 2\n[metrics]\naddress = "127.0.0.1:1338"\n' > /etc/containerd/config.d/metrics.toml
/etc/eks/bootstrap.sh payments
