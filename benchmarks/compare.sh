#!/usr/bin/env bash
# Compares what a webhook costs this working tree and another commit: processor time of the server for a fixed number of webhooks, in turns on one machine.
# Usage: benchmarks/compare.sh [COMMIT] [OPTION]... ; without a commit, the one before. Options are those of the load test, such as --rounds 9.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

commit=HEAD~1
if [ $# -gt 0 ] && [[ "$1" != --* ]]; then
  commit=$1
  shift
fi

id=$(git rev-parse --short=12 --verify "$commit^{commit}")
before=artifacts/compare/$id
if [ ! -x "$before/out/callgoose" ]; then
  rm -rf "$before"
  mkdir -p "$before"
  git archive "$id" | tar -x -C "$before"
  dotnet publish "$before/src/Callgoose" -c Release -o "$before/out" -v quiet --nologo
fi

rm -rf artifacts/compare/after
dotnet publish src/Callgoose -c Release -o artifacts/compare/after -v quiet --nologo
dotnet run -c Release --project benchmarks/Callgoose.LoadTest -- --exe artifacts/compare/after/callgoose --against "$before/out/callgoose" "$@"
