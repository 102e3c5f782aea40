#!/bin/bash
dnf update -y containerd
