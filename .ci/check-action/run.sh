#!/usr/bin/env bash
# What the action does: annotations at the lines, a file for code scanning where one is wanted, and the exit code of the check.
set -euo pipefail
project=$(cd "$(dirname "$0")/../.." && pwd)
node=node
if [ -x "$project/node_modules/.bin/node" ]; then node="$project/node_modules/.bin/node"; fi
read -r -a paths <<<"$PATHS"
options=(--to "$TO")
if [ -n "${FROM:-}" ]; then options+=(--from "$FROM"); fi
if [ -n "${KUBERNETES:-}" ]; then options+=(--kubernetes "$KUBERNETES"); fi
if [ -n "${AMI_TYPE:-}" ]; then options+=(--ami-type "$AMI_TYPE"); fi
if [ -n "${SARIF:-}" ]; then
  "$node" "$project/cli/bin.js" check "${options[@]}" --fail-on never --sarif -- "${paths[@]}" >"$SARIF"
fi
exec "$node" "$project/cli/bin.js" check "${options[@]}" --fail-on "$FAIL_ON" --github -- "${paths[@]}"
