#!/usr/bin/env bash
# Sees to it that a real kubeadm is there, in two versions of which one can be upgraded to the other, and prints the directory
# that holds them: <version>/kubeadm, and kube-proxy of the earlier version.
#
# Usage:  eng/components/kubeadm/programs.sh [--find]
#   --find    build nothing: fail when nothing usable is there
#
# Kept in <cache>/kubeadm-<version>, where <cache> is ${XDG_CACHE_HOME:-~/.cache}/reeve/components. Built from Debian's source
# package of bookworm, the second time under the number of the next patch; needs root on Debian, about 4 minutes on two
# processors.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"
# shellcheck source=../kubernetes/source.sh
. "$here/../kubernetes/source.sh"

next=${kubernetes_version%.*}.$((${kubernetes_version##*.} + 1))

whole() { [ -x "$1/$kubernetes_version/kubeadm" ] && [ -x "$1/$next/kubeadm" ] && [ -x "$1/$kubernetes_version/kube-proxy" ]; }

destination=$(components_cache)/kubeadm-$kubernetes_version
component_or_build "$destination" "$destination" "no kubeadm in $destination (eng/components/kubeadm/programs.sh builds it)" "${1:-}"

kubernetes_build_packages || die "cannot build without them"
work=$(mktemp -d "$destination.build-XXXXXX")
trap 'kubernetes_clean "$work"' EXIT
kubernetes_apt "$work"
kubernetes_source "$work"
for version in "$kubernetes_version" "$next"; do
  programs=(cmd/kubeadm)
  [ "$version" = "$next" ] || programs+=(cmd/kube-proxy)
  say "building kubeadm $version"
  sed -i "s/^KUBE_GIT_VERSION=.*/KUBE_GIT_VERSION='v$version'/" "$work/version"
  kubernetes_make "$work" "$work/whole/$version" "${programs[@]}"
done
component_done "$work/whole" "$destination" "$destination"
