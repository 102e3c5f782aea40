#!/bin/bash
dnf update -y --disablerepo='*' --enablerepo=my-internal
