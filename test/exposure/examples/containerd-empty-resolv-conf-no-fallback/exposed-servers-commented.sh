#!/bin/bash
sed 's/^nameserver/#nameserver/' /etc/resolv.conf > /etc/r.conf
/etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf=/etc/r.conf"
