#!/usr/bin/env bash
# A cluster on YARN for whatever jobs come: yarn-session.sh [-d] [-nm NAME] [-qu QUEUE] [-jm SIZE] [-tm SIZE] [-s N] [-Dkey=value]...
# -id ID attaches to one that runs, -q shows what the cluster has, -h tells of the rest.
. "$(dirname "$(readlink -f "$0")")/client.sh"
usual+=(-Xmx256m)
become dev.selvage.client.session.YarnSessionMain "$@"
