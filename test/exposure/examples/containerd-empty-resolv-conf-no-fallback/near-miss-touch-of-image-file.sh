#!/bin/bash
touch /run/systemd/resolve/resolv.conf
/etc/eks/bootstrap.sh c --kubelet-extra-args --resolv-conf=/run/systemd/resolve/resolv.conf
