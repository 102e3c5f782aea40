#!/bin/bash
grubby --update-kernel=ALL --args="$1"
systemctl restart kubelet
