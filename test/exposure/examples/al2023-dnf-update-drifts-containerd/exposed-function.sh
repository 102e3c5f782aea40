#!/bin/bash
patch_node() {
  yum -q -y \
    update
}
patch_node
