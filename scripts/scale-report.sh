#!/usr/bin/env bash
# What one JobManager needs for 1,000 TaskManagers with 10,000 subtasks, and for twice as many:
# scripts/scale-report.sh [--json FILE]; --help tells the rest. Works in a built source tree (mvn -DskipTests package).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
list="$root/benchmarks/clusters/target/classpath.txt"
if [ ! -f "$list" ]; then
  echo "Expected a built source tree, but found no $list. Run: mvn -DskipTests package" >&2
  exit 2
fi
# Each TaskManager has two threads and a port of its own in this process.
ulimit -n "$(ulimit -H -n)"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx4g -Xss512k \
  -cp "$root/benchmarks/clusters/target/classes:$(cat "$list")" \
  dev.selvage.benchmarks.scale.ScaleReport "$@"
