#!/usr/bin/env bash
# Runs an example in a JVM of its own: scripts/example.sh WordCount FILES DIRECTORY.
# Works in a built source tree (mvn -DskipTests package).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [ ! -f "$root/examples/target/classpath.txt" ]; then
  echo "Expected a built source tree, but found no examples/target/classpath.txt. Run: mvn -DskipTests package" >&2
  exit 2
fi
if [ $# -eq 0 ]; then
  echo "Expected the name of an example, but found none. There are: WordCount FILES DIRECTORY, Temperatures DIRECTORY READINGS-PER-SECOND" >&2
  exit 2
fi
name=$1
shift
exec java -cp "$root/examples/target/classes:$(cat "$root/examples/target/classpath.txt")" \
  "dev.selvage.examples.$name" "$@"
