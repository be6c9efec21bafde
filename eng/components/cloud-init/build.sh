#!/usr/bin/env bash
# Sees to it that cloud-init is there, and prints the directory of its files: its Python is below usr/lib/python3/dist-packages.
#
# Usage:  eng/components/cloud-init/build.sh [--find]
#   --find    fetch nothing: fail when there is none
#
# The packages are unpacked into ${XDG_CACHE_HOME:-~/.cache}/reeve/components, not installed: it would set the machine up anew.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

destination=$(components_cache)/cloud-init
whole() { [ -d "$1/usr/lib/python3/dist-packages/cloudinit" ] && [ -x /usr/bin/python3 ]; }
component_or_build "$destination" "$destination" "no cloud-init in $destination (eng/components/cloud-init/build.sh fetches it)" "${1:-}"
can_install || die "no cloud-init in $destination, and this is no Debian where it could be fetched"

install_packages python3-minimal libpython3-stdlib
work=$(mktemp -d "$destination.fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
unpack_packages "$work" cloud-init python3-jsonschema python3-yaml python3-attr python3-pyrsistent python3-configobj python3-jinja2 python3-markupsafe python3-jsonpatch \
  python3-json-pointer python3-oauthlib python3-requests python3-urllib3 python3-chardet python3-charset-normalizer python3-certifi python3-idna python3-netifaces \
  python3-six python3-serial python3-typing-extensions
component_done "$work/root" "$destination" "$destination"
