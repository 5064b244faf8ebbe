#!/usr/bin/env bash
# A server of ZooKeeper on this machine, server.N of conf/zoo.cfg, for trials:
# zookeeper.sh start|start-foreground N | stop | stop-all
. "$(dirname "$(readlink -f "$0")")/config.sh"
control zookeeper.sh "$@"
