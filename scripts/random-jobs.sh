#!/usr/bin/env bash
# Runs random jobs against what a plain evaluation comes to: [--jobs N] [--first S].
# Says every 1,000 jobs how far it is; a run that was ended goes on with --first and the number that was said last.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
jobs=100000
first=0
while [ $# -gt 0 ]; do
  case "$1" in
    --jobs) jobs=${2:?--jobs needs a number} ;;
    --first) first=${2:?--first needs a number} ;;
    *)
      echo "Expected --jobs N and --first S, but found $1." >&2
      exit 2
      ;;
  esac
  shift 2
done
cd "$root"
exec mvn -B -q test -pl container-runtime -am -Dtest=RandomJobsTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dselvage.test.jobs="$jobs" -Dselvage.test.first-job="$first"
