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
    *) patches+=("$root/core/src/test/mutations/$(basename "$1" .patch).patch") && shift ;;
  esac
done
[ ${#patches[@]} -gt 0 ] || patches=("$root"/core/src/test/mutations/*.patch)
classes="$root/core/target/classes:$root/core/target/test-classes:$root/job-api/target/classes"
if [ ! -d "${classes%%:*}" ]; then
  echo "Expected a built source tree, but found no ${classes%%:*}. Run: mvn -DskipTests package" >&2
  exit 2
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# What became of a patch: a word, and what there is to say about it.
check() {
  local files out
  rm -rf "$scratch/tree" "$scratch/classes"
  mkdir -p "$scratch/tree/core/src/main" "$scratch/classes"
  cp -r "$root/core/src/main/java" "$scratch/tree/core/src/main/java"
  if ! patch -d "$scratch/tree" -p1 -s -F0 < "$1" > "$scratch/patch.log" 2>&1; then
    echo "STALE it no longer applies: $(head -n 1 "$scratch/patch.log")"
    return
  fi
  mapfile -t files < <(sed -n "s|^+++ b/|$scratch/tree/|p" "$1")
  if ! javac --release 17 -proc:none -nowarn -d "$scratch/classes" -cp "$classes" "${files[@]}" > "$scratch/javac.log" 2>&1; then
    echo "STALE it no longer compiles: $(head -n 1 "$scratch/javac.log")"
    return
  fi
  if java -XX:+UseParallelGC -Xmx1g -cp "$scratch/classes:$classes" dev.selvage.core.simulation.command.SimulateMain \
    --runs "$schedules" --seed "$seed" --scenario job --scenario takeover --scenario jobs > "$scratch/run.log" 2>&1; then
    echo "MISSED none of $schedules schedules finds it"
    return
  fi
  out=$(sed -n 's/^found in schedule \([0-9]*\) .*: .*--scenario \([a-z]*\) --seed \([0-9]*\) .*/\1 \2 \3/p' "$scratch/run.log")
  if [ -z "$out" ]; then
    echo "STALE the simulation did not run: $(head -n 1 "$scratch/run.log")"
    return
  fi
  read -r schedule scenario at <<< "$out"
  echo "found in schedule $schedule ($scenario, seed $at): $(said)"
}

# The promise that was broken, or what was found otherwise, in one line.
said() {
  local line
  line=$(grep -m 1 -E '^(broken promise|a fault in|expected)' "$scratch/run.log" | cut -c 1-400)
  case "$line" in
    'broken promise "'*) sed 's/^broken promise "\([^"]*\)".*/\1/' <<< "$line" ;;
    *) cut -c 1-120 <<< "$line" ;;
  esac
}

failed=0
for patch in "${patches[@]}"; do
  started=$SECONDS
  outcome=$(check "$patch")
  printf '%-40s %3d s  %s\n' "$(basename "$patch" .patch)" $((SECONDS - started)) "$outcome"
  case "$outcome" in found*) ;; *) failed=$((failed + 1)) ;; esac
done
echo "${#patches[@]} patches, $((${#patches[@]} - failed)) of them found, each within $schedules schedules from seed $seed on"
[ "$failed" -eq 0 ]
