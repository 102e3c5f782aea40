#!/bin/bash
yum versionlock delete containerd
yum downgrade -y containerd-1.7.11-1.amzn2.0.1
yum versionlock containerd
/etc/eks/bootstrap.sh payments
