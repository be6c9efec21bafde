#!/usr/bin/env bash
# Sees to it that easy-rsa is there, by which a page of the documentation makes certificates, and prints the directory of its files.
#
# Usage:  eng/components/easy-rsa/build.sh [--find]
#   --find    fetch nothing: fail when there is none
#
# The package is unpacked into ${XDG_CACHE_HOME:-~/.cache}/reeve/components, not installed.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

destination=$(components_cache)/easy-rsa
whole() { [ -x "$1/usr/share/easy-rsa/easyrsa" ]; }
component_or_build "$destination" "$destination" "no easy-rsa in $destination (eng/components/easy-rsa/build.sh fetches it)" "${1:-}"
can_install || die "no easy-rsa in $destination, and this is no Debian where it could be fetched"

work=$(mktemp -d "$destination.fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
unpack_packages "$work" easy-rsa
component_done "$work/root" "$destination" "$destination"
