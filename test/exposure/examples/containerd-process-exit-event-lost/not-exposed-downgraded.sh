#!/bin/bash
dnf downgrade -y containerd-1.7.11
nodeadm init
