#!/usr/bin/env bash
# Writes the documents that are generated from the code: the option reference and the configuration file that ships.
# Works in a built source tree (mvn -DskipTests package).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [ ! -d "$root/core/target/test-classes" ]; then
  echo "Expected a built source tree, but found no core/target/test-classes. Run: mvn -DskipTests package" >&2
  exit 2
fi
exec java -cp "$root/core/target/classes:$root/core/target/test-classes" dev.selvage.core.config.GenerateMain "$root"
