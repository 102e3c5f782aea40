#!/bin/bash
curl -sSf -o /etc/site-resolv.conf "https://config.example.com/resolv.conf"
/etc/eks/bootstrap.sh payments --kubelet-extra-args '--resolv-conf=/etc/site-resolv.conf'
