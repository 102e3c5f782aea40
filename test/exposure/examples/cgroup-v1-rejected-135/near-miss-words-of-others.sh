#!/bin/bash
set -euo pipefail
cd "$(dirname "$0")"
TOKEN=$(curl -s -X PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 21600")
REGION=$(curl -s -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/placement/region)
aws ssm get-parameter --region "$REGION" --name "/nodes/$1"
git clone "https://git.internal/$1"
ctr -n k8s.io images label "$2" io.cri-containerd.pinned=pinned
