#!/bin/bash
dnf update --cve CVE-2024-1 -y
