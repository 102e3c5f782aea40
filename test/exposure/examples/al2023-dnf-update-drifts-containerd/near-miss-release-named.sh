#!/bin/bash
dnf update -y --releasever 2023.5.20240708
