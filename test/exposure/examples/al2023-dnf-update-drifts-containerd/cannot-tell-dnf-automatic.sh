#!/bin/bash
dnf install -y dnf-automatic
systemctl enable --now dnf-automatic-install.timer
