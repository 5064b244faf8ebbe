#!/usr/bin/env bash
# How long a small program takes from its submission to YARN until its first output:
# scripts/startup-report.sh [--times N] [--keep]; --help tells the rest. Works in a built source tree
# (mvn -DskipTests package).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
list="$root/benchmarks/clusters/target/classpath.txt"
if [ ! -f "$list" ]; then
  echo "Expected a built source tree, but found no $list. Run: mvn -DskipTests package" >&2
  exit 2
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx128m \
  -cp "$root/benchmarks/clusters/target/classes:$(cat "$list")" \
  dev.selvage.benchmarks.startup.StartupReport "$root" "$@"
