#!/usr/bin/env bash
# Sees to it that knot is there, a DNS server that takes dynamic updates, and prints the directory of its files:
# programs in usr, libraries below usr/lib.
#
# Usage:  eng/components/knot/build.sh [--find]
#   --find    fetch nothing: fail when there is none
#
# The packages are unpacked into ${XDG_CACHE_HOME:-~/.cache}/reeve/components, not installed: the server would start.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

destination=$(components_cache)/knot
whole() { [ -x "$1/usr/sbin/knotd" ]; }
component_or_build "$destination" "$destination" "no knot in $destination (eng/components/knot/build.sh fetches it)" "${1:-}"
can_install || die "no knot in $destination, and this is no Debian where it could be fetched"

work=$(mktemp -d "$destination.fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
unpack_packages "$work" knot libknot13 libdnssec9 libzscanner4 liburcu8 liblmdb0 libxdp1 libbpf1 libfstrm0 libprotobuf-c1
component_done "$work/root" "$destination" "$destination"
