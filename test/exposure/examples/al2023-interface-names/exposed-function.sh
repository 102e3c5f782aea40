#!/bin/bash
tune() { ethtool -G "$1" rx 4096; }
curl -s -H "token: $TOKEN" http://169.254.169.254/latest/meta-data/mac
tune eth0
systemctl restart kubelet
