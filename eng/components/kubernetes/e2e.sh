#!/usr/bin/env bash
# Sees to it that the end-to-end suite of Kubernetes (e2e.test) and its helper program (agnhost) are there, and prints
# the directory that holds them.
#
# Usage:  eng/components/kubernetes/e2e.sh [--find]
#   --find    build nothing: fail when nothing usable is there
#
# Kept in <cache>/kubernetes-e2e-<version>, where <cache> is ${XDG_CACHE_HOME:-~/.cache}/reeve/components. Built from
# Debian's source package of bookworm; needs root on Debian, about 10 minutes on two processors. The default test run
# does without: eng/conformance.sh asks for it.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"
# shellcheck source=source.sh
. "$here/source.sh"

whole() { [ -x "$1/e2e.test" ] && [ -x "$1/agnhost" ]; }

destination=$(components_cache)/kubernetes-e2e-$kubernetes_version
component_or_build "$destination" "$destination" "no end-to-end suite in $destination (eng/components/kubernetes/e2e.sh builds it)" "${1:-}"

kubernetes_build_packages || die "cannot build without them"
work=$(mktemp -d "$destination.build-XXXXXX")
trap 'kubernetes_clean "$work"' EXIT
kubernetes_apt "$work"
kubernetes_source "$work"
say "building e2e.test and agnhost (about 10 minutes on two processors)"
kubernetes_make "$work" "$work/bin" test/e2e/e2e.test test/images/agnhost
component_done "$work/bin" "$destination" "$destination"
