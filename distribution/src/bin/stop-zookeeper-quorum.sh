#!/usr/bin/env bash
# Stops what start-zookeeper-quorum.sh has started.
. "$(dirname "$(readlink -f "$0")")/config.sh"
launch stop-zookeeper-quorum.sh "$@"
