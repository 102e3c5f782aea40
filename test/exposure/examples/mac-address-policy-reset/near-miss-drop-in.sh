#!/bin/bash
mkdir -p /etc/systemd/network/99-default.link.d
printf "[Link]\nMACAddressPolicy=none\n" > /etc/systemd/network/99-default.link.d/99-no-policy.conf
dnf -y update
