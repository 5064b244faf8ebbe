#!/usr/bin/env bash
# A cluster on YARN for whatever jobs come: yarn-session.sh [-d] [-nm NAME] [-qu QUEUE] [-jm SIZE] [-tm SIZE] [-s N] [-Dkey=value]...
# -id ID attaches to one that runs, -q shows what the cluster has, -h tells of the rest.
. "$(dirname "$(readlink -f "$0")")/config.sh"
exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx256m \
  -cp "$(printf '%s:' "$SELVAGE_HOME"/lib/selvage-*.jar)$SELVAGE_HOME/lib/*${HADOOP_CLASSPATH:+:$HADOOP_CLASSPATH}" \
  dev.selvage.client.session.YarnSessionMain "$@"
