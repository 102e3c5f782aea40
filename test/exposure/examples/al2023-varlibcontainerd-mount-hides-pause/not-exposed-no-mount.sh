#!/bin/bash
mkfs.xfs /dev/xvdb
mkdir -p /data
mount /dev/xvdb /data
