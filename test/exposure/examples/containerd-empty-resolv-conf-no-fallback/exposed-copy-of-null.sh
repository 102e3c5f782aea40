#!/bin/bash
cp /dev/null /etc/r.conf
/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/r.conf'
