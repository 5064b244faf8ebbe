#!/usr/bin/env bash
# Simulates whole clusters under random faults: [--runs N | --until-stopped] [--seed S] [--scenario NAME]... [--workers N] [--trace] [--list].
# Schedules are dealt out to all scenarios in turn, or to those that are named. With --until-stopped it goes on until Ctrl-C or
# SIGTERM, sums up, and ends with 0; a schedule that fails ends it with 1, its seed, and the command that replays it.
# Works in a built source tree (mvn -DskipTests package).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [ ! -d "$root/core/target/test-classes" ]; then
  echo "Expected a built source tree, but found no core/target/test-classes. Run: mvn -DskipTests package" >&2
  exit 2
fi
commit=$(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)
exec java -XX:+UseParallelGC -Xmx1g -Dselvage.commit="$commit" \
  -cp "$root/job-api/target/classes:$root/core/target/classes:$root/core/target/test-classes" \
  dev.selvage.core.simulation.command.SimulateMain "$@"
