#!/usr/bin/env bash
# HDFS, YARN and ZooKeeper, with all their files in one directory, for trials and tests. Needs a build:
# mvn -DskipTests package. What can be chosen besides --dir: MiniClusterOptions in mini-cluster.
set -euo pipefail

usage="usage: scripts/mini-cluster.sh start --dir DIRECTORY [--node-managers N] [--processes] [--hdfs-only] [--no-zookeeper] [--set KEY=VALUE]... | stop --dir DIRECTORY"
launch="$(cd "$(dirname "$0")/.." && pwd)/mini-cluster/target/java.args"
fail() { echo "$1" >&2; exit "${2:-1}"; }

command="${1:-}"; shift || true
dir=""; before=""
for argument in "$@"; do
  if [ "$before" = --dir ]; then dir="$argument"; fi
  before="$argument"
done
[ -n "$dir" ] || fail "Expected --dir, but found none."$'\n'"$usage" 2

pid() { cat "$dir/pid" 2>/dev/null || echo 0; }
runs() { { cat "/proc/$(pid)/cmdline" || ps -o args= -p "$(pid)"; } 2>/dev/null | grep -qaF "$launch"; }

case "$command" in
  start)
    [ -e "$launch" ] || fail "Expected $launch, but found none. Run mvn -DskipTests package."
    if runs; then fail "Expected no mini cluster in $dir, but found process $(pid). Stop it first."; fi
    mkdir -p "$dir"
    rm -f "$dir/ready"
    nohup "${JAVA_HOME:+$JAVA_HOME/bin/}java" "@$launch" "$@" < /dev/null > "$dir/log" 2>&1 &
    echo $! > "$dir/pid"
    for _ in $(seq 600); do
      if [ -e "$dir/ready" ]; then cat "$dir/ready"; exit; fi
      kill -0 "$(pid)" 2>/dev/null || fail "$(tail -n 20 "$dir/log")"$'\n'"Expected a running mini cluster, but found that it ended. Its log: $dir/log"
      sleep 0.2
    done
    fail "Expected the mini cluster within 2 minutes, but found it not ready. Its log: $dir/log" ;;
  stop)
    if runs; then kill "$(pid)"; fi
    for _ in $(seq 150); do runs || exit 0; sleep 0.2; done
    kill -KILL "$(pid)" ;;
  *) fail "Expected start or stop, but found ${command:-nothing}."$'\n'"$usage" 2 ;;
esac
