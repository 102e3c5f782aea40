#!/bin/bash
ln -s "$1/cache" /var/cache/site
systemctl restart kubelet
