#!/usr/bin/env bash
# Sees to it that a real kubelet and what it runs containers with are there, and prints the directory that holds them:
# bin (kubelet, containerd, runc, busybox) and cni (plugins).
#
# Usage:  eng/components/kubelet/programs.sh [--find]
#   --find    build nothing: fail when nothing usable is there
#
# Kept in <cache>/kubelet-<version>, where <cache> is ${XDG_CACHE_HOME:-~/.cache}/reeve/components. The kubelet is built
# from Debian's source package of bookworm, the rest is unpacked from Debian's packages, not installed; needs root on
# Debian, about 5 minutes on two processors.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"
# shellcheck source=../kubernetes/source.sh
. "$here/../kubernetes/source.sh"

whole() { [ -x "$1/bin/kubelet" ] && [ -x "$1/bin/containerd" ] && [ -x "$1/cni/bridge" ]; }

destination=$(components_cache)/kubelet-$kubernetes_version
component_or_build "$destination" "$destination" "no kubelet in $destination (eng/components/kubelet/programs.sh builds it)" "${1:-}"

kubernetes_build_packages || die "cannot build without them"
work=$(mktemp -d "$destination.build-XXXXXX")
trap 'kubernetes_clean "$work"' EXIT
kubernetes_apt "$work"
mkdir -p "$work/debs" "$work/root" "$work/whole/bin" "$work/whole/cni"
(
  cd "$work/debs"
  "${apt[@]}" download containerd runc containernetworking-plugins busybox-static
  for package in *.deb; do dpkg-deb -x "$package" "$work/root"; done
)
install -m 755 "$work"/root/bin/busybox "$work"/root/usr/bin/{containerd,containerd-shim-runc-v2,ctr} "$work"/root/usr/sbin/runc "$work/whole/bin/"
install -m 755 "$work"/root/usr/lib/cni/{bridge,host-local,loopback} "$work/whole/cni/"
kubernetes_source "$work"
say "building the kubelet (about 4 minutes on two processors)"
kubernetes_make "$work" "$work/whole/bin" cmd/kubelet
component_done "$work/whole" "$destination" "$destination"
