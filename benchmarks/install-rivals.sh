#!/usr/bin/env bash
# Installs what the benchmarks compare with and measure by: simdjson and a C++ compiler for the parts, and for the load nginx
# with its Lua module and cjson, adnanh/webhook,
# Alertmanager, Node.js, wrk, and perf, which tells what each part costs. Needs root, apt and Debian or one of its kin. Does
# nothing where they are there already. None of the servers is started: the load test does that, on ports of its own.
set -euo pipefail

packages=(libsimdjson-dev g++ nginx libnginx-mod-http-lua lua-cjson webhook prometheus-alertmanager wrk linux-perf)

missing=()
for package in "${packages[@]}"; do
  dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
command -v node >/dev/null || missing+=(nodejs)

if [ ${#missing[@]} -gt 0 ]; then
  echo "installing: ${missing[*]}"
  apt-get update -qq
  # Debian's way to let packages start no services; a machine that has such a file already keeps its own.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod +x "$policy"
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
echo "ok"
