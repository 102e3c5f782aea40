#!/bin/bash
/etc/eks/bootstrap.sh payments
nerdctl build -t registry.example.com/tool:1 /opt/tool
nerdctl push registry.example.com/tool:1
