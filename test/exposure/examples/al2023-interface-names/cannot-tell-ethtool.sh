#!/bin/bash
ethtool -G "$1" rx 4096
systemctl restart kubelet
