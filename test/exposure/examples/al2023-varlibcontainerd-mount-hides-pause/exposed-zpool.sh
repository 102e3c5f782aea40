#!/bin/bash
zpool create -m /var/lib/containerd tank /dev/nvme1n1
