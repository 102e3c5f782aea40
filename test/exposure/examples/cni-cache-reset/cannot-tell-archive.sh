#!/bin/bash
tar -czf /opt/cni.tgz "$1"
systemctl restart kubelet
