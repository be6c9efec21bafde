#!/usr/bin/env bash
# Runs knot until standard input ends.
#
# Usage:  eng/components/knot/up.sh FILES CONFIGURATION LOG
#   FILES            the directory that build.sh prints
#   CONFIGURATION    knot.conf
set -euo pipefail
LD_LIBRARY_PATH=$(printf '%s:' "$1"/usr/lib/*-linux-gnu) "$1/usr/sbin/knotd" --config "$2" >"$3" 2>&1 </dev/null &
knot=$!
trap 'kill "$knot" 2>/dev/null; wait' EXIT
cat >/dev/null
