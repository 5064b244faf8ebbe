#!/usr/bin/env bash
# A stream that outlives its ApplicationMaster, on a YARN and an HDFS of its own, with every claim checked:
# scripts/quickstart.sh [--keep]. Builds what is missing, and leaves nothing behind unless --keep. What it does: QuickStartMain.
set -euo pipefail
cd "$(dirname "$0")/.."
fail() { echo "$1" >&2; exit 2; }

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
type "$java" > /dev/null 2>&1 || fail "Expected JDK 17, but found no $java. Install one, and name its directory as JAVA_HOME."

built=(mini-cluster/target/java.args distribution/target/selvage/examples/Temperatures.jar quickstart/target/classes)
if ! ls "${built[@]}" > /dev/null 2>&1; then
  type mvn > /dev/null 2>&1 || fail "Expected Maven 3.8 or newer, but found no mvn. Install it, and run this again."
  build=(mvn -B -q -DskipTests -pl mini-cluster,distribution,quickstart -am package)
  echo "This tree is not built yet, which takes some minutes once, and longer if Maven has to fetch libraries:"
  echo "\$ ${build[*]}"
  "${build[@]}"
fi

exec "$java" -Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dselvage.root="$PWD" -Djava.io.tmpdir="${TMPDIR:-/tmp}" \
  -cp "quickstart/target/classes:distribution/target/selvage/lib/*" dev.selvage.quickstart.QuickStartMain "$@"
