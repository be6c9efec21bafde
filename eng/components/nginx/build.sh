#!/usr/bin/env bash
# Sees to it that nginx is there, with its module for TCP and UDP, and prints the path of the program.
#
# Usage:  eng/components/nginx/build.sh [--find]
#   --find    fetch nothing: fail when there is none
#
# The packages are unpacked into ${XDG_CACHE_HOME:-~/.cache}/reeve/components, not installed: the server would start, on port 80.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

destination=$(components_cache)/nginx
program=$destination/usr/sbin/nginx
whole() { [ -x "$1/usr/sbin/nginx" ] && [ -e "$1/usr/lib/nginx/modules/ngx_stream_module.so" ]; }
component_or_build "$destination" "$program" "no nginx in $destination (eng/components/nginx/build.sh fetches it)" "${1:-}"
can_install || die "no nginx in $destination, and this is no Debian where it could be fetched"

work=$(mktemp -d "$destination.fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
unpack_packages "$work" nginx libnginx-mod-stream
component_done "$work/root" "$destination" "$program"
