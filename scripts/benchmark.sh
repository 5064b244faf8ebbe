#!/usr/bin/env bash
# Runs a workload on all engines: scripts/benchmark.sh W1|...|W5|Latency|all [--processes 1|2] [--runs N] [--json FILE]
# [--hdfs]; --help tells the rest. Works in a built source tree (mvn -DskipTests package).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [ ! -f "$root/benchmarks/target/classpath.txt" ]; then
  echo "Expected a built source tree, but found no benchmarks/target/classpath.txt. Run: mvn -DskipTests package" >&2
  exit 2
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx128m -Dselvage.root="$root" \
  -cp "$root/benchmarks/target/classes:$(cat "$root/benchmarks/target/classpath.txt")" \
  dev.selvage.benchmarks.frame.BenchmarkMain "$@"
