#!/bin/bash
dnf install -y python3-dnf-plugin-versionlock
echo 'containerd-0:1.7.11-1.amzn2023.0.1.*' >> /etc/dnf/plugins/versionlock.list
dnf update -y
