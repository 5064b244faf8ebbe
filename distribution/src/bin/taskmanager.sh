#!/usr/bin/env bash
# A TaskManager on this machine: taskmanager.sh start|start-foreground [-Dkey=value]... | stop | stop-all
. "$(dirname "$(readlink -f "$0")")/config.sh"
control taskmanager.sh "$@"
