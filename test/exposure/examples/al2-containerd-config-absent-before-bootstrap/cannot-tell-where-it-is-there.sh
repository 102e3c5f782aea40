#!/bin/bash
if [ -f /etc/containerd/config.toml ]; then
  sed -i 's/level = "info"/level = "debug"/' /etc/containerd/config.toml
fi
/etc/eks/bootstrap.sh payments
