#!/bin/bash
/etc/eks/bootstrap.sh payments
ctr -n k8s.io images pull public.ecr.aws/docker/library/busybox:1.36
ctr -n k8s.io images export /var/cache/base.tar public.ecr.aws/docker/library/busybox:1.36
