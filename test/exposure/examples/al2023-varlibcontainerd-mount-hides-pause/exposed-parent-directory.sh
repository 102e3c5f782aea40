#!/bin/bash
DATA_DISK=/dev/xvdb
mkfs.xfs -f ${DATA_DISK}
mount -o noatime ${DATA_DISK} /var/lib
