#!/bin/bash
systemctl restart amazon-ssm-agent
systemctl stop amazon-ssm-agent
dnf install -y git
