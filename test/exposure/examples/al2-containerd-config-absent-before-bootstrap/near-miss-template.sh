#!/bin/bash
# bootstrap.sh makes /etc/containerd/config.toml of this template
sed -i 's/discard_unpacked_layers = true/discard_unpacked_layers = false/' /etc/eks/containerd/containerd-config.toml
/etc/eks/bootstrap.sh payments
