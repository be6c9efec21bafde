#!/usr/bin/env bash
# Runs a release archive where there is nothing: in a Debian of its essential packages and OpenSSL, without .NET and ICU, made for the purpose and thrown away.
#
# Usage:  eng/bare.sh ARCHIVE
#
# Checks its sum, the version, the plugins, a pod to its end, and doctor. Needs root, mmdebstrap and Debian's repositories; half a minute.
set -euo pipefail
archive=$(readlink -f "${1:?usage: bare.sh ARCHIVE}")
cd "$(dirname "$(readlink -f "$0")")/.."
die() { printf 'bare.sh: %s\n' "$*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || die "must be root"
command -v mmdebstrap >/dev/null || die "needs mmdebstrap (apt-get install mmdebstrap)"
(cd "$(dirname "$archive")" && sha256sum --check --quiet "$archive.sha256") || die "the archive is not what its sum says"

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
mmdebstrap --quiet --variant=minbase --include=libssl3 bookworm "$root"
[ -z "$(find "$root" -name 'libicu*' -o -name 'libcoreclr*')" ] || die "the root is not bare"
tar -C "$root/opt" -xzf "$archive"
cp samples/hello.yaml "$root/"
# shellcheck disable=SC2016 # the inner shell expands it
unshare --mount --pid --fork --kill-child -- sh -euc '
  mount -t proc proc "$1/proc"
  mount --rbind /dev "$1/dev"
  mount -t tmpfs tmpfs "$1/run"
  exec chroot "$1" /bin/sh -euc '\''
    reeve=$(echo /opt/reeve-*/reeve)
    $reeve --version
    $reeve run --until-done /hello.yaml
    $reeve plugins list
    ! $reeve plugins list | grep -qv "Active\|^ID"
    $reeve doctor -o json > /doctor.json
    $reeve logs hello -c reader | grep -q "Hello"
  '\''' sh "$root" || die "it does not run"
echo "bare.sh: $(basename "$archive") runs without .NET and ICU"
