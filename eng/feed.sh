#!/usr/bin/env bash
# Packs what authors build with (contracts, library, test kit, templates) into a directory, which is a feed then.
#
#   eng/feed.sh [-c CONFIGURATION] [--no-build] DIR
#
# eng/pack.sh packs everything and tries it.
set -euo pipefail
cd "$(dirname "$0")/.."
configuration=Debug
more=()
feed=
while [ $# -gt 0 ]; do
  case $1 in
    -c) configuration=$2; shift 2 ;;
    --no-build) more+=(--no-build); shift ;;
    *) feed=$1; shift ;;
  esac
done
[ -n "$feed" ] || { echo "feed.sh: which directory?" >&2; exit 2; }
mkdir -p "$feed"
dotnet pack eng/feed.slnf -c "$configuration" -o "$feed" -nologo -v quiet ${more[@]+"${more[@]}"}
