#!/usr/bin/env bash
# Sourced by the reports on clusters: becomes a main class of benchmarks/clusters.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
list="$root/benchmarks/clusters/target/classpath.txt"
if [ ! -f "$list" ]; then
  echo "Expected a built source tree, but found no $list. Run: mvn -DskipTests package" >&2
  exit 2
fi

# become MAIN [JVM OPTIONS] -- WORDS...
become() {
  local main=$1 options=()
  shift
  while [ "$1" != -- ]; do options+=("$1"); shift; done
  shift
  exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "${options[@]}" \
    -cp "$root/benchmarks/clusters/target/classes:$(cat "$list")" "dev.selvage.benchmarks.$main" "$@"
}
