#!/bin/bash
systemctl stop amazon-ssm-agent
dnf install -y nfs-utils
systemctl start amazon-ssm-agent.service
dnf install -y git
