#!/bin/bash
runuser -l root -c "dnf -y update"
