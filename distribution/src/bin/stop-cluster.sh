#!/usr/bin/env bash
# Stops what start-cluster.sh has started: stop-cluster.sh
. "$(dirname "$(readlink -f "$0")")/config.sh"
launch stop-cluster.sh "$@"
