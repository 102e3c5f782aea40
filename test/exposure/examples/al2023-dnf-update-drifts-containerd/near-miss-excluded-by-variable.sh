#!/bin/bash
EX="containerd* runc* kernel*"
dnf -y update --exclude="${EX// /,}"
