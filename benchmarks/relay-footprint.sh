#!/bin/sh
# What a relay needs on an edge box: memory, disk and processor time, with its upstream away and then back.
#
#   benchmarks/relay-footprint.sh out/callgoose [SECONDS]
#
# Runs the published executable twice on this machine, the relay in a group of processes with 64 MB of memory (as root, with the memory controller of
# control groups; without it the limit is said to be off). Needs wrk and curl. Listens on 127.0.0.1:18471 and 18472; everything else is in a temporary folder.
set -eu

exe=$(realpath "$1")
seconds=${2:-10}
folder=$(mktemp -d)
group=
relay=
upstream=

finish() {
    [ -z "$relay" ] || kill "$relay" 2>/dev/null || true
    [ -z "$upstream" ] || kill "$upstream" 2>/dev/null || true
    wait 2>/dev/null || true
    [ -z "$group" ] || rmdir "$group" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT

# Version 1 of control groups, or version 2.
limit=off
for root in /sys/fs/cgroup/memory /sys/fs/cgroup; do
    if mkdir "$root/callgoose-relay" 2>/dev/null; then
        group=$root/callgoose-relay
        for file in memory.limit_in_bytes memory.max; do
            [ ! -w "$group/$file" ] || { echo 67108864 > "$group/$file" && limit="64 MiB"; }
        done
        break
    fi
done

mkdir "$folder/upstream" "$folder/relay"
cd "$folder/upstream"
echo '{ "urls": "http://127.0.0.1:18471", "limits": { "tokenRate": "off" } }' > callgoose.json
"$exe" tokens create --name relay --scope process --relay --rate off > "$folder/token"

cd "$folder/relay"
cat > callgoose.json <<END
{ "urls": "http://127.0.0.1:18472", "limits": { "tokenRate": "off" },
  "relay": { "to": "http://127.0.0.1:18471", "token": "file:$folder/token" }, "delivery": { "allowNetworks": ["127.0.0.0/8"] } }
END
sender=$("$exe" tokens create --name sender --scope process --rate off)
reader=$("$exe" tokens create --name reader --scope read)
sh -c '[ -z "$2" ] || echo $$ > "$2/cgroup.procs"; exec "$1" serve' sh "$exe" "$group" > relay.log 2>&1 &
relay=$!
until curl -sf http://127.0.0.1:18472/readyz > /dev/null; do sleep 0.1; done

status() { curl -s -H "Authorization: Bearer $reader" http://127.0.0.1:18472/v1/relay; }
member() { status | sed "s/.*\"$1\":\([0-9]*\).*/\1/"; }
memory() { sed -n "s/^$1:[^0-9]*\([0-9]*\) kB/\1/p" "/proc/$relay/status"; }

cat > send.lua <<END
local key = 0
function request()
  key = key + 1
  return wrk.format("POST", "/v1/process?from=BetterStack", { ["Authorization"] = "Bearer $sender", ["Content-Type"] = "application/json" },
    string.format('{"status":"Started","id":"%d-%d","title":"api.example.com is down","url":"https://api.example.com/health","started_at":"2026-11-28T08:00:00Z","note":"%060d"}', wrk.thread and 1 or 0, key, key))
end
END
before=$(du -sk . | cut -f1)
wrk -t1 -c32 -d"${seconds}s" -s send.lua http://127.0.0.1:18472 > wrk.txt
waiting=$(member waiting)
after=$(du -sk . | cut -f1)
taken_at=$(sed -n 's/^Requests\/sec: *//p' wrk.txt)
refused=$(sed -n 's/.*Non-2xx or 3xx responses: *//p' wrk.txt)
offline=$(memory VmHWM)

cd "$folder/upstream"
"$exe" serve > upstream.log 2>&1 &
upstream=$!
begun=$(date +%s)
until [ "$(member waiting)" -eq 0 ]; do
    sleep 1
    [ "$(($(date +%s) - begun))" -lt 300 ] || break
done
took=$(($(date +%s) - begun))
left=$(member waiting)

echo "executable                    $(($(stat -c %s "$exe") / 1024)) KiB"
echo "limit of memory               $limit"
echo "taken with the upstream away  $waiting webhooks, $taken_at a second, ${refused:-0} refused"
echo "disk a webhook                $(((after - before) * 1024 / waiting)) bytes"
echo "most memory, upstream away    $offline kB"
echo "relayed afterwards            $((waiting - left)) in $took s"
echo "most memory, in all           $(memory VmHWM) kB, now $(memory VmRSS) kB"
