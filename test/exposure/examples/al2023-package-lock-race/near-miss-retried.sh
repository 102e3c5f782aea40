#!/bin/bash
retry() {
  for attempt in 1 2 3 4 5; do
    "$@" && return 0
    sleep 10
  done
  return 1
}
retry dnf install -y amazon-efs-utils
until rpm -Uvh https://example.com/agent.rpm; do sleep 5; done
for try in $(seq 5); do
  dnf install -y jq && break || sleep 15
done
