#!/bin/bash
# /var/lib/containerd stays where it is; /var/lib/containers belongs to another tool
mount /dev/xvdb /var/lib/containers
