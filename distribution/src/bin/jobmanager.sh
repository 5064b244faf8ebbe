#!/usr/bin/env bash
# A JobManager on this machine: jobmanager.sh start|start-foreground [HOST [REST-PORT]] [-Dkey=value]... | stop | stop-all
. "$(dirname "$(readlink -f "$0")")/config.sh"
control jobmanager.sh "$@"
