#!/usr/bin/env bash
# Sees to it that all is there of which kubeadm makes a cluster without a registry, for two versions of which one can be upgraded to
# the other, and prints the directory that holds it: <version>/bin (kubeadm, kubelet, kubectl) and <version>/images (archives).
#
# Usage:  eng/components/kubeadm/build.sh [--find]
#   --find    build nothing: fail when nothing usable is there
#
# Kept in <cache>/kubeadm-machine-<version>, where <cache> is ${XDG_CACHE_HOME:-~/.cache}/reeve/components. The programs are those of the
# components kubeadm, kubelet and kubernetes; images are made of them on the spot. Of the later version only kubeadm was built as such:
# the others are those of the earlier one with the number that they tell changed.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"
# shellcheck source=../kubernetes/source.sh
. "$here/../kubernetes/source.sh"

next=${kubernetes_version%.*}.$((${kubernetes_version##*.} + 1))
form=1 # of what is made here: another one is another component

whole() { [ -e "$1/$kubernetes_version/images/pause.tar" ] && [ -e "$1/$next/images/pause.tar" ]; }

destination=$(components_cache)/kubeadm-machine-$kubernetes_version-$form
component_or_build "$destination" "$destination" "nothing in $destination (eng/components/kubeadm/build.sh makes it)" "${1:-}"

install_packages gcc libc6-dev busybox-static iptables iproute2 || die "cannot make images without them"
kubeadm=$("$here/programs.sh")
kubelet=$("$here/../kubelet/programs.sh")
plane=$("$here/../kubernetes/build.sh")

work=$(mktemp -d "$destination.build-XXXXXX")
trap 'rm -rf "$work"' EXIT
umask 022

# Copies a program with the libraries it is linked against.
program() { # PROGRAM TREE
  local library
  install -D -m 755 "$1" "$2/usr/local/bin/${1##*/}"
  for library in $(ldd "$1" 2>/dev/null | grep -o '/[^ ]*'); do
    [ -e "$2$library" ] || install -D -m 755 "$(readlink -f "$library")" "$2$library"
  done
}

# Makes a tree of busybox and its applets.
shell() { # TREE
  local applet
  mkdir -p "$1/bin"
  install -m 755 "$(command -v busybox)" "$1/bin/busybox"
  for applet in $(busybox --list); do [ "$applet" = busybox ] || ln -s busybox "$1/bin/$applet"; done
}

# Packs a tree as an archive of an OCI image layout (https://github.com/opencontainers/image-spec) with one image.
image() { # TREE ARCHIVE NAME CONFIGURATION
  local layout=$work/layout diff manifest
  rm -rf "$layout"
  mkdir -p "$layout/blobs/sha256" "$1"/{etc,tmp,var,run}
  chmod 1777 "$1/tmp"
  tar --create --file "$work/layer" --directory "$1" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner .
  diff=$(sha256sum "$work/layer" | cut -d ' ' -f 1)
  printf '{"architecture":"%s","os":"linux","config":%s,"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$(dpkg --print-architecture)" "$4" "$diff" >"$work/config"
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]}' \
    "$(blob "$work/config" application/vnd.oci.image.config.v1+json)" "$(blob "$work/layer" application/vnd.oci.image.layer.v1.tar)" >"$work/manifest"
  manifest=$(blob "$work/manifest" application/vnd.oci.image.manifest.v1+json)
  printf '{"schemaVersion":2,"manifests":[%s,"annotations":{"io.containerd.image.name":"%s"}}]}' "${manifest%\}}" "$3" >"$layout/index.json"
  printf '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
  tar --create --file "$2" --directory "$layout" --sort=name oci-layout index.json blobs
  rm -rf "$1"
}

# Stores a file as a blob of the layout and prints {"mediaType","digest","size"}.
blob() { # FILE MEDIA-TYPE
  local digest
  digest=$(sha256sum "$1" | cut -d ' ' -f 1)
  cp "$1" "$work/layout/blobs/sha256/$digest"
  printf '{"mediaType":"%s","digest":"sha256:%s","size":%s}' "$2" "$digest" "$(stat -c %s "$1")"
}

# A program that tells another version: the numbers have the same length.
numbered() { # FROM TO VERSION
  sed "s/v${kubernetes_version//./\\.}/v$3/g" "$1" >"$2"
  chmod 755 "$2"
}

# Unpacked, not installed.
kubernetes_apt "$work"
(cd "$work/apt/cache" && "${apt[@]}" download etcd-client && dpkg-deb -x etcd-client_*.deb "$work/client")
gcc -static -O2 -o "$work/pause" "$here/../kubernetes/images/pause.c"
for version in "$kubernetes_version" "$next"; do
  say "making images of $version"
  bin=$work/whole/$version/bin images=$work/whole/$version/images
  mkdir -p "$bin" "$images"
  install -m 755 "$kubeadm/$version/kubeadm" "$bin/kubeadm"
  numbered "$kubelet/bin/kubelet" "$bin/kubelet" "$version"
  numbered "$plane/kubectl" "$bin/kubectl" "$version"
  for part in kube-apiserver kube-controller-manager kube-scheduler; do
    numbered "$plane/$part" "$work/$part" "$version"
    program "$work/$part" "$work/tree"
    image "$work/tree" "$images/$part.tar" "k8s.gcr.io/$part:v$version" '{"Env":["PATH=/usr/local/bin"]}'
  done
  # kube-proxy's image has the programs that it sets rules with.
  numbered "$kubeadm/$kubernetes_version/kube-proxy" "$work/kube-proxy" "$version"
  program "$work/kube-proxy" "$work/tree"
  for part in xtables-nft-multi ip; do program "$(command -v "$part")" "$work/tree"; done
  for part in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do ln -s xtables-nft-multi "$work/tree/usr/local/bin/$part"; done
  cp -r --parents "/usr/lib/$(uname -m)-linux-gnu/xtables" "$work/tree"
  image "$work/tree" "$images/kube-proxy.tar" "k8s.gcr.io/kube-proxy:v$version" '{"Env":["PATH=/usr/local/bin"]}'
  program "$plane/etcd" "$work/tree"
  program "$work/client/usr/bin/etcdctl" "$work/tree"
  image "$work/tree" "$images/etcd.tar" k8s.gcr.io/etcd:3.4.13-0 '{"Env":["PATH=/usr/local/bin"]}'
  shell "$work/tree"
  # Answers coredns' probes and no question: there is no coredns in Debian.
  mkdir -p "$work/tree/answers"
  touch "$work/tree/answers/health" "$work/tree/answers/ready"
  printf '#!/bin/sh\nhttpd -p 8181 -h /answers\nexec httpd -f -p 8080 -h /answers\n' >"$work/tree/coredns"
  chmod 755 "$work/tree/coredns"
  image "$work/tree" "$images/coredns.tar" k8s.gcr.io/coredns:1.7.0 '{"Env":["PATH=/bin"],"Entrypoint":["/coredns"]}'
  shell "$work/tree"
  image "$work/tree" "$images/busybox.tar" docker.io/library/busybox:1 '{"Env":["PATH=/bin"],"Cmd":["sh"]}'
  install -D -m 755 "$work/pause" "$work/tree/pause"
  image "$work/tree" "$images/pause.tar" k8s.gcr.io/pause:3.2 '{"Entrypoint":["/pause"]}'
done
component_done "$work/whole" "$destination" "$destination"
