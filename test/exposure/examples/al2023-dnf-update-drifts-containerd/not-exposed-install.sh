#!/bin/bash
dnf install -y amazon-efs-utils jq
