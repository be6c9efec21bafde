#!/bin/sh
# Builds the entry program anew: see Shared/Native/build.sh.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec "$here/../../Shared/Native/build.sh" "$here/entry.c" "$@"
