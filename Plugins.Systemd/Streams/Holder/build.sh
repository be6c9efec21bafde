#!/bin/sh
# Builds the holder anew: see Shared/Native/build.sh.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec "$here/../../../Shared/Native/build.sh" "$here/holder.c" "$@"
