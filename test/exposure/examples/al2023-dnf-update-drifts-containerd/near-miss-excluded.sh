#!/bin/bash
dnf -y update --exclude='containerd*,runc*,kernel*'
