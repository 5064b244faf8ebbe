#!/usr/bin/env bash
# How long a small program takes from its submission to YARN until its first output:
# scripts/startup-report.sh [--times N] [--keep]; --help tells the rest. Works in a built source tree
# (mvn -DskipTests package).
. "$(dirname "$0")/clusters.sh"
become startup.StartupReport -Xmx128m -- "$root" "$@"
