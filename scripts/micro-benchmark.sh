#!/usr/bin/env bash
# Runs the JMH benchmarks whose names match: scripts/micro-benchmark.sh [REGEX] [JMH options, such as -prof gc].
# Works in a built source tree (mvn -DskipTests package).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [ ! -f "$root/benchmarks/target/classpath.txt" ]; then
  echo "Expected a built source tree, but found no benchmarks/target/classpath.txt. Run: mvn -DskipTests package" >&2
  exit 2
fi
exec java -cp "$root/benchmarks/target/classes:$(cat "$root/benchmarks/target/classpath.txt")" org.openjdk.jmh.Main "$@"
