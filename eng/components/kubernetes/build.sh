#!/usr/bin/env bash
# Sees to it that the programs of a Kubernetes control plane are there, and prints the directory that holds them.
#
# Usage:  eng/components/kubernetes/build.sh [--find]
#   --find    build nothing: fail when nothing usable is there
#
# Looked for, in this order:
#   1. $KUBEBUILDER_ASSETS, the directory that envtest's users have already
#   2. <cache>/kubernetes-<version>, where <cache> is ${XDG_CACHE_HOME:-~/.cache}/reeve/components
#   3. built into 2 from Debian's source package of bookworm; needs root on Debian, about 7 minutes on two processors
#
# A build happens beside its destination and is moved there when it is complete: a directory of that name is always whole.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"
# shellcheck source=source.sh
. "$here/source.sh"

programs=(etcd kube-apiserver kube-controller-manager kube-scheduler kubectl)
built=("${programs[@]:1}")

whole() { local program; for program in "${programs[@]}"; do [ -x "$1/$program" ] || return 1; done; }

if [ -n "${KUBEBUILDER_ASSETS:-}" ]; then
  whole "$KUBEBUILDER_ASSETS" || die "KUBEBUILDER_ASSETS=$KUBEBUILDER_ASSETS lacks one of: ${programs[*]}"
  printf '%s\n' "$KUBEBUILDER_ASSETS"
  exit
fi

destination=$(components_cache)/kubernetes-$kubernetes_version
component_or_build "$destination" "$destination" "no control plane programs in $destination (eng/components/kubernetes/build.sh builds them)" "${1:-}"

kubernetes_build_packages ||
  die "cannot build without them; set KUBEBUILDER_ASSETS to a directory with ${programs[*]}"

work=$(mktemp -d "$destination.build-XXXXXX")
trap 'kubernetes_clean "$work"' EXIT
kubernetes_apt "$work"
# Unpacked, not installed: on a machine with systemd the package would start a server of its own.
(cd "$work/apt/cache" && "${apt[@]}" download etcd-server && dpkg-deb -x etcd-server_*.deb etcd)
mkdir -p "$work/bin"
install -m 755 "$work/apt/cache/etcd/usr/bin/etcd" "$work/bin/etcd"
kubernetes_source "$work"
say "building ${built[*]} (about 7 minutes on two processors)"
kubernetes_make "$work" "$work/bin" "${built[@]/#/cmd/}"
component_done "$work/bin" "$destination" "$destination"
