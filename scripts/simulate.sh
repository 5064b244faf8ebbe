#!/usr/bin/env bash
# Simulates whole clusters under random faults: [--runs N] [--seed S] [--scenario NAME] [--trace] [--list].
# Works in a built source tree (mvn -DskipTests package).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [ ! -d "$root/core/target/test-classes" ]; then
  echo "Expected a built source tree, but found no core/target/test-classes. Run: mvn -DskipTests package" >&2
  exit 2
fi
commit=$(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)
exec java -XX:+UseSerialGC -Xmx1g -Dselvage.commit="$commit" \
  -cp "$root/job-api/target/classes:$root/core/target/classes:$root/core/target/test-classes" \
  dev.selvage.core.simulation.command.SimulateMain "$@"
