#!/bin/bash
dnf -y update --repo internal
