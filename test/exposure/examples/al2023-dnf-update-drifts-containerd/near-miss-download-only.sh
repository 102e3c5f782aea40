#!/bin/bash
dnf update -y --downloadonly
