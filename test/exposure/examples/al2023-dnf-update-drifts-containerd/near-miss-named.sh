#!/bin/bash
# dnf update without names would bring another containerd
dnf update -y openssl curl
dnf check-update || true
