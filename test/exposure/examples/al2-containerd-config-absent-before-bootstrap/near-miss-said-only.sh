#!/bin/bash
echo "The configuration will be in /etc/containerd/config.toml"
/etc/eks/bootstrap.sh payments
