#!/bin/bash
dnf install -y 'dnf-command(versionlock)'
dnf versionlock add containerd runc
dnf update -y
