#!/usr/bin/env bash
# Sees to it that pebble is there, a certificate authority to test ACME clients with, and prints the directory of its programs:
# pebble, and pebble-challtestsrv, the DNS server beside it.
#
# Usage:  eng/components/pebble/build.sh [--find]
#   --find    fetch nothing: fail when there is none
#
# The package is unpacked into ${XDG_CACHE_HOME:-~/.cache}/reeve/components, not installed.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

destination=$(components_cache)/pebble
programs=$destination/usr/bin
whole() { [ -x "$1/usr/bin/pebble" ] && [ -x "$1/usr/bin/pebble-challtestsrv" ]; }
component_or_build "$destination" "$programs" "no pebble in $destination (eng/components/pebble/build.sh fetches it)" "${1:-}"
can_install || die "no pebble in $destination, and this is no Debian where it could be fetched"

work=$(mktemp -d "$destination.fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
unpack_packages "$work" pebble
component_done "$work/root" "$destination" "$programs"
