#!/bin/bash
/etc/eks/bootstrap.sh payments
