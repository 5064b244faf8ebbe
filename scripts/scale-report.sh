#!/usr/bin/env bash
# What one JobManager needs for 1,000 TaskManagers with 10,000 subtasks, and for twice as many:
# scripts/scale-report.sh [--json FILE]; --help tells the rest. Works in a built source tree (mvn -DskipTests package).
. "$(dirname "$0")/clusters.sh"
# Each TaskManager has two threads and a port of its own in this process.
ulimit -n "$(ulimit -H -n)"
become scale.ScaleReport -Xmx4g -Xss512k -- "$@"
