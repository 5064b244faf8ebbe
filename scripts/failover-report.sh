#!/usr/bin/env bash
# How long a stream stands still when a TaskManager is killed, with one to spare, and when a task fails:
# scripts/failover-report.sh [--times N] [--json FILE]; --help tells the rest. Works in a built source tree
# (mvn -DskipTests package).
. "$(dirname "$0")/clusters.sh"
become failover.FailoverReport -Xmx128m -- "$@"
