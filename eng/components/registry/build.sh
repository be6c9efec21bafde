#!/usr/bin/env bash
# Sees to it that a container registry (distribution, Debian's docker-registry) is there, and prints the path of its program.
#
# Usage:  eng/components/registry/build.sh [--find]
#   --find    fetch nothing: fail when there is none
#
# The package is unpacked into ${XDG_CACHE_HOME:-~/.cache}/reeve/components, not installed: it would start a server of its own.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

destination=$(components_cache)/registry
program=$destination/usr/bin/docker-registry
whole() { [ -x "$1/usr/bin/docker-registry" ]; }
component_or_build "$destination" "$program" "no registry in $destination (eng/components/registry/build.sh fetches it)" "${1:-}"
can_install || die "no registry in $destination, and this is no Debian where it could be fetched"

work=$(mktemp -d "$destination.fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
unpack_packages "$work" docker-registry
component_done "$work/root" "$destination" "$program"
