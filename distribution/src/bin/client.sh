#!/usr/bin/env bash
# Sourced by the scripts that are command lines: finds Java as the others do, and starts what they stand for.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/config.sh"

settings=$(cat "$SELVAGE_CONF_DIR"/{flink-conf,config,selvage-conf}.yaml 2> /dev/null | grep -v '^ *#' || true)

# A JVM that is over soon need not become fast.
usual=(-Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC)

# become CLASS WORDS...: a process takes the place of the script.
become() {
  local words command hadoop
  # Only where somebody has said something about it, another Java is asked first how this one is to start.
  if [ -n "${HADOOP_CLASSPATH:-}" ] || grep -qE "^ *[\"']?env" <<< "$settings"; then
    words=$(launch selvage "${usual[@]}") || exit
    mapfile -t command <<< "$words"
  else
    hadoop=${HADOOP_CONF_DIR:+:$HADOOP_CONF_DIR}${YARN_CONF_DIR:+:$YARN_CONF_DIR}
    command=("$java" "${usual[@]}" -cp "$(printf '%s:' "$SELVAGE_HOME"/lib/selvage-*.jar)$SELVAGE_HOME/lib/*$hadoop")
  fi
  exec "${command[@]}" "$@"
}
