#!/usr/bin/env bash
# Sourced by the other scripts: finds Java, and hands over to ScriptMain, where their logic is.
set -euo pipefail

fail() { echo "$1" >&2; exit 2; }

bin=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
export SELVAGE_HOME=${bin%/*}
export SELVAGE_CONF_DIR=${SELVAGE_CONF_DIR:-$SELVAGE_HOME/conf}
export SELVAGE_HOSTNAME=$HOSTNAME SELVAGE_SCRIPT_PID=$$

# Wanted before there is a Java that could read the configuration as it should be read.
java_home=$({ cat "$SELVAGE_CONF_DIR"/{flink-conf,config,selvage-conf}.yaml 2> /dev/null || true; } |
  sed -n "s/^env\.java\.home *: *//p" | sed "s/ *#.*//; s/[\"' ]*\$//; s/^[\"']//" | tail -n 1)
java_home=${java_home:-${JAVA_HOME:-}}
java=$([ -z "$java_home" ] || echo "$java_home/bin/")java
type "$java" > /dev/null 2>&1 || fail "Expected Java 17 or newer, but found no $java. Install one, and name its directory as JAVA_HOME in the environment or as env.java.home in selvage-conf.yaml."
version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
major=${version%%[!0-9]*}
[ "${major:-0}" -ge 17 ] || fail "Expected Java 17 or newer, but found ${version:-no version} at $(type -p "$java"). Name another one as JAVA_HOME in the environment or as env.java.home in selvage-conf.yaml."
ls "$SELVAGE_HOME"/lib/selvage-platform-*.jar > /dev/null 2>&1 || fail "Expected the jars of Selvage in $SELVAGE_HOME/lib, but found none. Take the distribution as it was unpacked; in a source tree, mvn -DskipTests package leaves one in distribution/target/selvage."

# launch SCRIPT WORDS...: our own jars first, so that no other has to be opened.
launch() {
  "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx64m \
    -cp "$(printf '%s:' "$SELVAGE_HOME"/lib/selvage-*.jar)$SELVAGE_HOME/lib/*" \
    dev.selvage.platform.launch.ScriptMain "$@"
}

# control SCRIPT COMMAND WORDS...: a process in the foreground takes the place of the script.
control() {
  [ "${2:-}" = start-foreground ] || { launch "$@"; exit; }
  local words command
  words=$(launch "$@") || exit
  mapfile -t command <<< "$words"
  exec "${command[@]}"
}
