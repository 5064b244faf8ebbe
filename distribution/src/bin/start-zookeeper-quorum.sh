#!/usr/bin/env bash
# Starts every server of conf/zoo.cfg, on its machine. For trials: a cluster that matters wants a ZooKeeper of its own.
. "$(dirname "$(readlink -f "$0")")/config.sh"
launch start-zookeeper-quorum.sh "$@"
