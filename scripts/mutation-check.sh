#!/usr/bin/env bash
# Breaks core on purpose, one small patch at a time, in a scratch copy, and sees whether the simulation finds it:
# [--schedules N] [--seed S] [PATCH...]. Works in a built source tree (mvn -DskipTests package).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
schedules=2000
seed=1
patches=()
while [ $# -gt 0 ]; do
  case "$1" in
    --schedules) schedules=${2:?--schedules needs a number} && shift 2 ;;
    --seed) seed=${2:?--seed needs a number} && shift 2 ;;
    -*) echo "Expected --schedules N, --seed S and names of patches, but found $1." >&2 && exit 2 ;;
    *) patches+=("$(basename "$1" .patch)") && shift ;;
  esac
done
if [ ! -d "$root/core/target/test-classes" ]; then
  echo "Expected a built source tree, but found no core/target/test-classes. Run: mvn -DskipTests package" >&2
  exit 2
fi
exec java -cp "$root/core/target/classes:$root/core/target/test-classes" \
  dev.selvage.core.simulation.command.MutationMain "$root" "$schedules" "$seed" ${patches[@]+"${patches[@]}"}
