#!/bin/bash
dnf -y update --security containerd
