#!/bin/bash
# We used to pass --resolv-conf=/etc/empty here, which is a file that `touch` made.
# touch /etc/empty
/etc/eks/bootstrap.sh payments --kubelet-extra-args '--max-pods=58'
