#!/usr/bin/env bash
# Sees to it that Chromium is there, and axe-core, which finds what keeps people from using a page, and prints the directory that holds
# both: chromium and axe.min.js.
#
# Usage:  eng/components/chromium/build.sh [--find]
#   --find    fetch nothing: fail when they are not there
#
# Chromium is Debian's and is installed; axe-core (MPL-2.0) comes from npm and is kept in ${XDG_CACHE_HOME:-~/.cache}/reeve/components.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

version=4.14.0
sha256=2277b0a3ef47af9b52497faa3e71598e86e0a0e5e6eb295207a5657ede4709af
destination=$(components_cache)/chromium-axe-$version
whole() { [ -x "$1/chromium" ] && [ -s "$1/axe.min.js" ]; }
component_or_build "$destination" "$destination" "no Chromium with axe-core in $destination (eng/components/chromium/build.sh fetches them)" "${1:-}"

command -v chromium >/dev/null || install_packages chromium fonts-dejavu-core || die "no chromium, and this is no Debian where it could be installed"
command -v npm >/dev/null || install_packages npm || die "no npm to fetch axe-core with"

work=$(mktemp -d "$destination.fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir "$work/root"
(cd "$work" && npm pack --silent "axe-core@$version" >/dev/null)
echo "$sha256  $work/axe-core-$version.tgz" | sha256sum --check --quiet || die "axe-core $version is not what it was"
tar -xzf "$work/axe-core-$version.tgz" -C "$work/root" --strip-components=1 package/axe.min.js package/LICENSE
ln -s "$(command -v chromium)" "$work/root/chromium"
component_done "$work/root" "$destination" "$destination"
