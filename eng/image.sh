#!/usr/bin/env bash
# Makes the OCI image of the command, without Docker and without a registry: an image layout, and an archive of it.
#
# Usage:  eng/image.sh [--rid linux-x64] [--from DIR] [--fast] [-o DIR]
#
#   --rid RID    linux-x64 (by default) or linux-arm64
#   --from DIR   the published command; by default eng/publish.sh makes it
#   --fast       hardly compressed
#   -o DIR       by default artifacts/release
#
# In DIR afterwards: image-RID, an OCI image layout with the tag "reeve:VERSION", and reeve-VERSION-RID.oci.tar ("podman load", "docker load", "skopeo copy oci-archive:…").
#
# Two layers: a Debian of its essential packages with OpenSSL, certificates of authorities and the OpenSSH client, made by mmdebstrap from Debian's
# repositories; and the self-contained command. The SDK's own container support would need a base image from a registry. Needs mmdebstrap and root.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
die() { printf 'image.sh: %s\n' "$*" >&2; exit 1; }
rid=linux-x64 from='' level=9 output=artifacts/release
while [ $# -gt 0 ]; do
  case $1 in
    --rid) rid=$2; shift 2 ;;
    --from) from=$2; shift 2 ;;
    --fast) level=1; shift ;;
    -o) output=$2; shift 2 ;;
    *) echo "image.sh: what is $1?" >&2; exit 2 ;;
  esac
done
case $rid in linux-x64) architecture=amd64 ;; linux-arm64) architecture=arm64 ;; *) die "nothing is made for $rid" ;; esac
command -v mmdebstrap >/dev/null || die "needs mmdebstrap (apt-get install mmdebstrap)"
mkdir -p "$output"
output=$(cd "$output" && pwd)
if [ -z "$from" ]; then
  [ -x "$output/$rid/reeve" ] || eng/publish.sh --rid "$rid" --no-archive -o "$output" >&2
  from=$output/$rid
fi
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
epoch=${SOURCE_DATE_EPOCH:-0} created=$(date -u -d "@${SOURCE_DATE_EPOCH:-0}" +%Y-%m-%dT%H:%M:%SZ)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
layout=$output/image-$rid
rm -rf "$layout"
mkdir -p "$layout/blobs/sha256" "$work/reeve"

# ------------------------------------------------------------------ layers
mmdebstrap --quiet --variant=minbase --architectures="$architecture" --include=libssl3,ca-certificates,openssh-client \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --customize-hook='echo reeve:x:65532: >> "$1/etc/group"; echo reeve:x:65532:65532:Reeve:/var/lib/reeve:/usr/sbin/nologin >> "$1/etc/passwd"' \
  --customize-hook='rm -rf "$1"/var/log/* "$1"/var/cache/* "$1"/etc/machine-id "$1"/etc/hostname "$1"/etc/resolv.conf' \
  bookworm "$work/base.tar"
mkdir -p "$work/reeve/usr/bin" "$work/reeve/usr/lib/reeve" "$work/reeve/var/lib/reeve" "$work/reeve/var/www/.cache" "$work/reeve/etc/reeve"
cp -R "$from/." "$work/reeve/usr/lib/reeve/"
chmod -R u=rwX,go=rX "$work/reeve"
ln -s ../lib/reeve/reeve "$work/reeve/usr/bin/reeve"
chmod 0700 "$work/reeve/var/lib/reeve"
tar -C "$work/reeve" --sort=name --mtime="@$epoch" --numeric-owner --owner=0 --group=0 --exclude=./var/lib/reeve -cf "$work/reeve.tar" .
tar -C "$work/reeve" --sort=name --mtime="@$epoch" --numeric-owner --owner=65532 --group=65532 -rf "$work/reeve.tar" ./var/lib/reeve

sum() { sha256sum "$1" | cut -d' ' -f1; }
size() { stat -c %s "$1"; }
# Puts a blob into the layout, and prints what names it.
blob() { # FILE TYPE
  local digest; digest=$(sum "$1")
  mv "$1" "$layout/blobs/sha256/$digest"
  printf '{"mediaType":"%s","digest":"sha256:%s","size":%s}' "$2" "$digest" "$(size "$layout/blobs/sha256/$digest")"
}
layers='' differences=''
for layer in base reeve; do
  differences+="${differences:+,}\"sha256:$(sum "$work/$layer.tar")\""
  gzip -n"$level" "$work/$layer.tar"
  layers+="${layers:+,}$(blob "$work/$layer.tar.gz" application/vnd.oci.image.layer.v1.tar+gzip)"
done

# ------------------------------------------------------------------ configuration and index
cat > "$work/config" <<JSON
{"created":"$created","architecture":"$architecture","os":"linux","config":{
"Entrypoint":["/usr/bin/reeve"],"Cmd":["serve"],"WorkingDir":"/","StopSignal":"SIGTERM",
"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","HOME=/var/lib/reeve","DOTNET_EnableDiagnostics=0"],
"ExposedPorts":{"443/tcp":{},"10250/tcp":{},"18888/tcp":{},"18889/tcp":{}},"Volumes":{"/var/lib/reeve":{}},
"Labels":{"org.opencontainers.image.title":"reeve","org.opencontainers.image.version":"$version","org.opencontainers.image.licenses":"Apache-2.0"}},
"rootfs":{"type":"layers","diff_ids":[$differences]},
"history":[{"created":"$created","created_by":"mmdebstrap"},{"created":"$created","created_by":"eng/image.sh"}]}
JSON
config=$(blob "$work/config" application/vnd.oci.image.config.v1+json)
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]}' "$config" "$layers" > "$work/manifest"
manifest=$(blob "$work/manifest" application/vnd.oci.image.manifest.v1+json)
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s,"platform":{"architecture":"%s","os":"linux"},"annotations":{"org.opencontainers.image.ref.name":"reeve:%s"}}]}' \
  "${manifest%\}}" "$architecture" "$version" > "$layout/index.json"
printf '{"imageLayoutVersion":"1.0.0"}' > "$layout/oci-layout"
tar -C "$layout" --sort=name --mtime="@$epoch" --numeric-owner --owner=0 --group=0 -cf "$output/reeve-$version-$rid.oci.tar" .
echo "$layout"
echo "$output/reeve-$version-$rid.oci.tar"
