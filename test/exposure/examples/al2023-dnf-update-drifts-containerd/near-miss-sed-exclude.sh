#!/bin/bash
sed -i '/^\[main\]/a exclude=containerd*' /etc/dnf/dnf.conf
dnf -y update
