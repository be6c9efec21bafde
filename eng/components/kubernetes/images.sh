#!/usr/bin/env bash
# Makes the images that the end-to-end suite of Kubernetes names, as an OCI layout, from Debian's programs and agnhost.
#
# Usage:  eng/components/kubernetes/images.sh DIRECTORY
#
# DIRECTORY becomes an OCI image layout (https://github.com/opencontainers/image-spec) with one entry for each image in
# index.json, named by the annotation org.opencontainers.image.ref.name. One that is there already is left as it is.
#
# The programs of busybox are those of the package busybox-static; agnhost is what e2e.sh built, with curl and nc
# beside it; nginx is Debian's. They behave as the images of those names where the suite looks.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

destination=${1:?usage: images.sh DIRECTORY}
[ ! -e "$destination/index.json" ] || exit 0
install_packages busybox-static curl netcat-openbsd gcc libc6-dev || die "cannot make images without them"
programs=$("$here/e2e.sh" --find)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022
mkdir -p "$work/layout/blobs/sha256" "$work/layers"
architecture=$(dpkg --print-architecture)

# Stores a file as a blob and prints {"mediaType","digest","size"}.
blob() { # FILE MEDIA-TYPE
  local digest
  digest=$(sha256sum "$1" | cut -d ' ' -f 1)
  cp "$1" "$work/layout/blobs/sha256/$digest"
  printf '{"mediaType":"%s","digest":"sha256:%s","size":%s}' "$2" "$digest" "$(stat -c %s "$1")"
}

# Packs a tree as a layer of root's.
layer() { # NAME; the tree is $work/NAME
  tar --create --file "$work/layers/$1" --directory "$work/$1" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner .
}

# Copies a program with the libraries it is linked against.
program() { # TREE PROGRAM TARGET
  local library
  install -D -m 755 "$2" "$1$3"
  for library in $(ldd "$2" | grep -o '/[^ ]*'); do
    [ -e "$1$library" ] || install -D -m 755 "$library" "$1$library"
  done
}

entries=()
# Adds an image.
image() { # NAME CONFIGURATION LAYER...
  local name=$1 configuration=$2 layers=() diffs=() one
  shift 2
  for one in "$@"; do
    layers+=("$(blob "$work/layers/$one" application/vnd.oci.image.layer.v1.tar)")
    diffs+=("\"sha256:$(sha256sum "$work/layers/$one" | cut -d ' ' -f 1)\"")
  done
  (IFS=,; printf '{"architecture":"%s","os":"linux","config":%s,"rootfs":{"type":"layers","diff_ids":[%s]}}' \
    "$architecture" "$configuration" "${diffs[*]}") >"$work/config"
  (IFS=,; printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]}' \
    "$(blob "$work/config" application/vnd.oci.image.config.v1+json)" "${layers[*]}") >"$work/manifest"
  one=$(blob "$work/manifest" application/vnd.oci.image.manifest.v1+json)
  entries+=("${one%\}},\"annotations\":{\"org.opencontainers.image.ref.name\":\"$name\"}}")
}

path='"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]'

# ---------------------------------------------------------------- busybox: every applet, and the usual directories
tree=$work/busybox
mkdir -p "$tree"/{bin,dev,etc,home,proc,root,run,sys,tmp,usr/bin,usr/sbin,usr/local/bin,sbin,var/log,var/spool}
chmod 1777 "$tree/tmp"
install -m 755 /bin/busybox "$tree/bin/busybox"
/bin/busybox --list | while read -r applet; do [ "$applet" = busybox ] || ln -s busybox "$tree/bin/$applet"; done
printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n' >"$tree/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\n' >"$tree/etc/group"
printf '127.0.0.1 localhost\n' >"$tree/etc/hosts"
layer busybox
image docker.io/library/busybox:1.29 "{$path,\"Cmd\":[\"sh\"]}" busybox
image docker.io/library/busybox:latest "{$path,\"Cmd\":[\"sh\"]}" busybox
# As small images of others are: the programs of busybox, and no more.
image gcr.io/authenticated-image-pulling/alpine:3.7 "{$path,\"Cmd\":[\"/bin/sh\"]}" busybox
image gcr.io/kubernetes-e2e-test-images/nonroot:1.0 "{$path,\"User\":\"1234\",\"Cmd\":[\"sh\"]}" busybox
image gcr.io/kubernetes-e2e-test-images/ipc-utils:1.0 "{$path,\"Cmd\":[\"sh\"]}" busybox
for version in 2.4.38-alpine 2.4.39-alpine; do
  image "docker.io/library/httpd:$version" "{$path,\"Cmd\":[\"httpd\",\"-f\",\"-p\",\"80\",\"-h\",\"/var\"],\"WorkingDir\":\"/var\",\"StopSignal\":\"SIGWINCH\"}" busybox
done

# ---------------------------------------------------------------- agnhost
tree=$work/agnhost
mkdir -p "$tree/uploads"
install -m 755 "$programs/agnhost" "$tree/agnhost"
ln -s agnhost "$tree/agnhost-2"
program "$tree" "$(readlink -f "$(command -v curl)")" /usr/bin/curl
program "$tree" "$(readlink -f "$(command -v nc)")" /usr/bin/nc
mkdir -p "$tree/bin"
ln -s ../usr/bin/nc "$tree/bin/nc"
# The shell of busybox runs its own nc, whatever the path says.
program "$tree" "$(readlink -f "$(command -v dash)")" /bin/sh
layer agnhost
image k8s.gcr.io/e2e-test-images/agnhost:2.21 "{$path,\"Entrypoint\":[\"/agnhost\"],\"Cmd\":[\"pause\"]}" busybox agnhost

# ---------------------------------------------------------------- pause, nonewprivs
mkdir -p "$work/pause" "$work/nonewprivs/usr/local/bin"
gcc -static -Os -o "$work/pause/pause" "$here/images/pause.c"
layer pause
image k8s.gcr.io/pause:3.2 "{$path,\"Entrypoint\":[\"/pause\"]}" pause
gcc -static -Os -o "$work/nonewprivs/usr/local/bin/nnp" "$here/images/nnp.c"
chmod 6755 "$work/nonewprivs/usr/local/bin/nnp"
layer nonewprivs
image gcr.io/kubernetes-e2e-test-images/nonewprivs:1.0 "{$path,\"Cmd\":[\"nnp\"]}" busybox nonewprivs

# ---------------------------------------------------------------- nginx
# Unpacked, not installed: the package would start a server of its own.
(cd "$work" && apt-get -qq -o APT::Sandbox::User=root download nginx nginx-common >&2 && for package in nginx*.deb; do dpkg-deb -x "$package" nginx-package; done)
tree=$work/nginx
mkdir -p "$tree"/{etc/nginx,var/log/nginx,var/lib/nginx,run,usr/share/nginx/html}
install_packages libpcre2-8-0 libssl3 zlib1g libcrypt1
program "$tree" "$work/nginx-package/usr/sbin/nginx" /usr/sbin/nginx
cat >"$tree/etc/nginx/nginx.conf" <<'CONF'
user root;
worker_processes 1;
pid /run/nginx.pid;
error_log stderr;
events { }
http { access_log /dev/stdout; server { listen 80; root /usr/share/nginx/html; } }
CONF
printf '<title>Welcome to nginx!</title>\n' >"$tree/usr/share/nginx/html/index.html"
layer nginx
for version in 1.14-alpine 1.15-alpine; do
  image "docker.io/library/nginx:$version" "{$path,\"Cmd\":[\"nginx\",\"-g\",\"daemon off;\"],\"StopSignal\":\"SIGTERM\"}" busybox nginx
done

printf '{"imageLayoutVersion":"1.0.0"}' >"$work/layout/oci-layout"
(IFS=,; printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s]}' "${entries[*]}") >"$work/layout/index.json"
mkdir -p "$(dirname "$destination")"
rm -rf "$destination"
mv -T "$work/layout" "$destination"
say "made ${#entries[@]} images in $destination"
