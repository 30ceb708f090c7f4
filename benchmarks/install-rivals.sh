#!/usr/bin/env bash
# Installs what the load test compares with and measures by: nginx with its Lua module and cjson, and wrk. Needs root,
# apt and Debian or one of its kin. Does nothing where they are there already.
set -euo pipefail

packages=(nginx libnginx-mod-http-lua lua-cjson wrk)

missing=()
for package in "${packages[@]}"; do
  dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
  echo "installing: ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
echo "ok"
