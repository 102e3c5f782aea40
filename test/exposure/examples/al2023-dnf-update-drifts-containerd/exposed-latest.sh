#!/bin/bash
dnf upgrade -y --releasever=latest && dnf install -y jq
