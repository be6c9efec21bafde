#!/usr/bin/env bash
# Makes the OCI image of the command, without Docker: an image layout, and an archive of it.
#
# Usage:  eng/image.sh [--rid linux-x64] [--from DIR] [--fast] [-o DIR]
#
#   --rid RID    linux-x64 (by default) or linux-arm64
#   --from DIR   the published command; by default eng/publish.sh makes it
#   --fast       the base hardly compressed
#   -o DIR       by default artifacts/release
#
# In DIR afterwards: image-RID, an OCI image layout with the image "reeve:VERSION", and reeve-VERSION-RID.oci.tar ("podman load", "docker load", "skopeo copy oci-archive:…").
#
# Two layers: a Debian of its essential packages with OpenSSL, certificates of authorities and the OpenSSH client, made by mmdebstrap from Debian's
# repositories; and over it the self-contained command, by the SDK's container support (eng/Container.targets). The SDK takes base images from registries
# alone: a registry on loopback has it for that moment. Needs mmdebstrap, curl and root, and eng/components/registry.
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
for program in mmdebstrap curl; do command -v "$program" >/dev/null || die "needs $program (apt-get install $program)"; done
registry=$(eng/components/registry/build.sh) || die "needs a registry"
mkdir -p "$output"
output=$(cd "$output" && pwd)
if [ -z "$from" ]; then
  [ -x "$output/$rid/reeve" ] || eng/publish.sh --rid "$rid" --no-archive -o "$output" >&2
  from=$output/$rid
fi
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ------------------------------------------------------------------ the base: what the command finds when it starts, but itself
mmdebstrap --quiet --variant=minbase --architectures="$architecture" --include=libssl3,ca-certificates,openssh-client \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --customize-hook='echo reeve:x:65532: >> "$1/etc/group"; echo reeve:x:65532:65532:Reeve:/var/lib/reeve:/usr/sbin/nologin >> "$1/etc/passwd"' \
  --customize-hook='rm -rf "$1"/var/log/* "$1"/var/cache/* "$1"/etc/machine-id "$1"/etc/hostname "$1"/etc/resolv.conf' \
  --customize-hook='mkdir -p "$1/var/www/.cache" "$1/etc/reeve"; ln -s ../lib/reeve/reeve "$1/usr/bin/reeve"; install -d -m 700 -o 65532 -g 65532 "$1/var/lib/reeve"' \
  bookworm "$work/base.tar"
difference=$(sha256sum < "$work/base.tar" | cut -d' ' -f1)
gzip -n"$level" "$work/base.tar"
created=$(date -u -d "@${SOURCE_DATE_EPOCH:-0}" +%Y-%m-%dT%H:%M:%SZ)
cat > "$work/config" <<JSON
{"created":"$created","architecture":"$architecture","os":"linux","config":{"WorkingDir":"/","StopSignal":"SIGTERM",
"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","HOME=/var/lib/reeve","DOTNET_EnableDiagnostics=0"],"Volumes":{"/var/lib/reeve":{}}},
"rootfs":{"type":"layers","diff_ids":["sha256:$difference"]},"history":[{"created":"$created","created_by":"mmdebstrap"}]}
JSON

# ------------------------------------------------------------------ … in a registry on loopback, as long as the SDK reads it
printf 'version: 0.1\nlog: {level: info}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: "127.0.0.1:0"}\n' "$work/registry" > "$work/registry.yml"
"$registry" serve "$work/registry.yml" > "$work/registry.log" 2>&1 &
serving=$!
trap 'kill $serving 2>/dev/null || :; rm -rf "$work"' EXIT
for _ in $(seq 100); do
  address=$(sed -n 's/.*listening on \(127\.0\.0\.1:[0-9]*\).*/\1/p' "$work/registry.log")
  [ -z "$address" ] || break
  kill -0 "$serving" 2>/dev/null || die "the registry ended: $(cat "$work/registry.log")"
  sleep 0.1
done
[ -n "$address" ] || die "the registry does not listen: $(cat "$work/registry.log")"
put() { curl -sS --fail -X PUT -H "Content-Type: $3" --upload-file "$1" "$2" >&2; }
# Uploads a blob, and prints what names it.
blob() { # FILE TYPE
  local digest place
  digest=sha256:$(sha256sum "$1" | cut -d' ' -f1)
  place=$(curl -sS --fail -X POST -D - -o /dev/null "http://$address/v2/base/blobs/uploads/" | sed -n 's/^Location: \(.*\)\r$/\1/ip')
  put "$1" "$place&digest=$digest" application/octet-stream
  printf '{"mediaType":"%s","digest":"%s","size":%s}' "$2" "$digest" "$(stat -c %s "$1")"
}
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]}' \
  "$(blob "$work/config" application/vnd.oci.image.config.v1+json)" "$(blob "$work/base.tar.gz" application/vnd.oci.image.layer.v1.tar+gzip)" > "$work/manifest"
put "$work/manifest" "http://$address/v2/base/manifests/$architecture" application/vnd.oci.image.manifest.v1+json

# ------------------------------------------------------------------ the command over it
archive=$output/reeve-$version-$rid.oci.tar layout=$output/image-$rid
rm -rf "$archive" "$layout"
mkdir -p "$work/root/usr/lib/reeve" "$layout"
cp -R "$from/." "$work/root/usr/lib/reeve/"
DOTNET_CONTAINER_INSECURE_REGISTRIES=$address dotnet msbuild Host/Reeve.Host.csproj -t:PublishContainer -p:Configuration=Release -p:RuntimeIdentifier="$rid" -p:SelfContained=true \
  -p:PublishDir="$work/root/" -p:ContainerBaseImage="$address/base:$architecture" -p:ContainerArchiveOutputPath="$archive" -nodeReuse:false -nologo -v:quiet >&2
tar -C "$layout" -xf "$archive"
echo "$layout"
echo "$archive"
