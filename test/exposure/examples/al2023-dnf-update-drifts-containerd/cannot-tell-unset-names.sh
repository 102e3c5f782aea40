#!/bin/bash
dnf update -y $PACKAGES
