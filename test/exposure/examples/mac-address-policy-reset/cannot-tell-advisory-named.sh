#!/bin/bash
dnf update -y --advisory=ALAS2023-2024-700 systemd-udev
