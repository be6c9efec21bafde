#!/usr/bin/env bash
# Sees to it that the newest kubectl of Debian is there, and prints its path. It speaks WebSocket where the control plane's
# own, of an old version, speaks SPDY.
#
# Usage:  eng/components/kubectl/build.sh [--find]
#   --find    fetch nothing: fail when none is there
#
# Kept in <cache>/kubectl, where <cache> is ${XDG_CACHE_HOME:-~/.cache}/reeve/components. Unpacked from the package of a
# newer suite than the machine's, not installed; the machine's own lists of sources stay as they are.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

destination=$(components_cache)/kubectl
whole() { [ -x "$1/kubectl" ]; }
component_or_build "$destination" "$destination/kubectl" "no newer kubectl in $destination (eng/components/kubectl/build.sh fetches it)" "${1:-}"
command -v apt-get dpkg-deb >/dev/null || die "needs Debian's apt and dpkg"

work=$(mktemp -d "$destination.fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p lists/partial cache/archives/partial whole
for suite in sid forky trixie; do
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $suite main" >sources.list
  apt=(apt-get -qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::Lists=$work/lists"
    -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
  # Without the suite the machine's own package of that name, from wherever, would be meant.
  "${apt[@]}" update && "${apt[@]}" download "kubectl/$suite" || continue
  rm -rf root
  dpkg-deb -x kubectl_*.deb root
  # It may want a newer C library than this machine has.
  if root/usr/bin/kubectl version --client >/dev/null; then
    install -m 755 root/usr/bin/kubectl whole/kubectl
    break
  fi
  rm -f kubectl_*.deb
done
[ -x whole/kubectl ] || die "no suite has a kubectl that runs here"
say "$(whole/kubectl version --client | head -n 1)"
component_done whole "$destination" "$destination/kubectl"
