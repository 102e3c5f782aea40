#!/bin/bash
echo "exclude=kernel* systemd*" >> /etc/dnf/dnf.conf
dnf -y update
