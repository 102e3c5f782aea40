#!/bin/bash
dnf update --assumeno
