#!/usr/bin/env bash
# lifecycle.sh EXECUTABLE, such as out/callgoose
# Makes two packages of it, of the version 1.0 and of 999.0, and installs, starts, upgrades, removes and purges them in a view of this
# machine's own root whose changes go into memory and end with this script: neither the machine nor its list of packages is touched.
# Needs root, for the mounts, and dpkg-deb.
set -euo pipefail

if [ "${1:-}" != inside ]; then
  executable=$(realpath "${1:?the published executable, such as out/callgoose}")
  build=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../src/Callgoose/Packaging" && pwd)/build-packages.sh
  memory=$(mktemp -d) packages=$(mktemp -d)
  trap 'rmdir "$memory"; rm -rf "$packages"' EXIT
  # What is unpacked at once needs no compression.
  export DPKG_DEB_COMPRESSOR_TYPE=none
  for version in 1.0 999.0; do VERSION=$version bash "$build" "$executable" "$packages" > /dev/null; done
  unshare --mount --propagation private bash "$0" inside "$memory" "$packages"/callgoose_1.0_*.deb "$packages"/callgoose_999.0_*.deb
  exit
fi

memory=$2 first=$3 second=$4
mount -t tmpfs none "$memory"
mkdir "$memory/changes" "$memory/work" "$memory/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$memory/changes,workdir=$memory/work" "$memory/root"
for folder in proc dev; do mount --rbind "/$folder" "$memory/root/$folder"; done
mkdir -p "$memory/root/package"
cp "$first" "$memory/root/package/first.deb"
cp "$second" "$memory/root/package/second.deb"

cat > "$memory/root/package/run.sh" <<'INSIDE'
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
fail() { echo "FAILED: $*"; exit 1; }
step() { echo "== $*"; }

serve() {
  setpriv --reuid callgoose --regid callgoose --init-groups \
    /usr/bin/callgoose serve --config /etc/callgoose/callgoose.json --data /var/lib/callgoose --urls http://127.0.0.1:0 > /package/log 2>&1 &
  server=$!
  for _ in $(seq 600); do
    url=$(sed -nE 's/.*listens on (http:[^ ,]+).*/\1/p' /package/log)
    [ -n "$url" ] && curl -fsS -o /dev/null "$url/readyz" && return
    kill -0 "$server" || fail "the server ended: $(cat /package/log)"
    sleep 0.1
  done
  fail "the server does not listen: $(cat /package/log)"
}

stop() { kill -TERM "$server"; wait "$server" || fail "the server ended with $?: $(cat /package/log)"; }

step install
dpkg -i /package/first.deb > /dev/null
[ "$(stat -c '%a %U:%G' /var/lib/callgoose)" = "700 callgoose:callgoose" ] || fail "the data folder is $(stat -c '%a %U:%G' /var/lib/callgoose)"
[ "$(dpkg-query -W -f '${Conffiles}' callgoose | awk '{print $1}' | xargs)" = /etc/callgoose/callgoose.json ] || fail "the configuration is no conffile"
grep -q '^ExecStart=/usr/bin/callgoose serve' /lib/systemd/system/callgoose.service || fail "there is no unit"
bash -n /usr/share/bash-completion/completions/callgoose
zgrep -q '^.TH "CALLGOOSE-TOKENS-CREATE" 1' /usr/share/man/man1/callgoose-tokens-create.1.gz || fail "there are no manual pages"
[ -s /usr/share/callgoose/prometheus/callgoose.rules.yml ] && [ -s /usr/share/callgoose/grafana/callgoose.dashboard.json ] || fail "alert rules or dashboard are missing"

grep -q SQLitePCLRaw /usr/share/doc/callgoose/THIRD-PARTY-NOTICES.txt || fail "the licences of what is linked are missing"

step start
serve
token=$(setpriv --reuid callgoose --regid callgoose --init-groups /usr/bin/callgoose tokens create --name test --scope process,read)
status=$(curl -sS -o /dev/null -w '%{http_code}' "$url/v1/process?from=BetterStack" -H "Authorization: Bearer $token" \
  -H 'Content-Type: application/json' -d '{"status":"Started","id":"PKG-1","title":"T"}')
[ "$status" = 201 ] || fail "the incident was answered with $status"
stop

step upgrade
echo '{ "urls": ["http://127.0.0.1:8080"], "duplicateWindow": "7m" }' > /etc/callgoose/callgoose.json
dpkg -i /package/second.deb > /dev/null
[ "$(dpkg-query -W -f '${Version}' callgoose)" = 999.0 ] || fail "it is not upgraded"
grep -q 7m /etc/callgoose/callgoose.json || fail "the configuration was overwritten"
serve
curl -fsS "$url/v1/incidents" -H "Authorization: Bearer $token" | grep -q PKG-1 || fail "the incident is gone after the upgrade"
stop

step remove
dpkg -r callgoose > /dev/null
[ ! -e /usr/bin/callgoose ] || fail "the executable is still there"
[ -e /var/lib/callgoose/incidents.db ] || fail "removing removed the data"
[ -e /etc/callgoose/callgoose.json ] || fail "removing removed the configuration"

step purge
dpkg -P callgoose > /dev/null
[ ! -e /var/lib/callgoose ] || fail "purging left the data"
[ ! -e /etc/callgoose ] || fail "purging left the configuration"
! getent passwd callgoose > /dev/null || fail "purging left the user"
step done
INSIDE
chroot "$memory/root" bash /package/run.sh
