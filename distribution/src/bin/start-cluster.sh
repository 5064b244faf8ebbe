#!/usr/bin/env bash
# Starts a JobManager on each host of conf/masters (HOST or HOST:REST-PORT) and a TaskManager for each line of conf/workers,
# without SSH where that is this machine: start-cluster.sh [-Dkey=value]...
. "$(dirname "$(readlink -f "$0")")/config.sh"
launch start-cluster.sh "$@"
