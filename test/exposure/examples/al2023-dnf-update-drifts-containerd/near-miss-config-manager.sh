#!/bin/bash
dnf config-manager --save --setopt=excludepkgs='containerd*,runc*'
dnf -y update
