#!/bin/bash
systemctl stop amazon-ssm-agent
systemctl enable --now amazon-ssm-agent
dnf install -y git
