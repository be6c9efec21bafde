#!/usr/bin/env bash
# Publishes the command for machines without .NET: self-contained, compiled ahead of time, plugins included; and archives of it.
#
# Usage:  eng/publish.sh [--rid linux-x64]... [--no-archive] [-o DIR]
#
#   --rid RID      linux-x64 or linux-arm64; may be repeated; by default both
#   --no-archive   only the directories
#   -o DIR         by default artifacts/release
#
# In DIR afterwards: RID/ with the command, and reeve-VERSION-RID.tar.gz with reeve-VERSION-RID.tar.gz.sha256.
# What runs it has to have: glibc 2.27 or newer, libgcc and libstdc++, OpenSSL 1.1 or 3, and certificates of authorities for what it fetches. No .NET, no ICU.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
rids=() asked=1 archive=1 output=artifacts/release
while [ $# -gt 0 ]; do
  case $1 in
    --rid) rids+=("$2"); shift 2 ;;
    --no-archive) archive=; shift ;;
    -o) output=$2; shift 2 ;;
    *) echo "publish.sh: what is $1?" >&2; exit 2 ;;
  esac
done
[ "${#rids[@]}" -gt 0 ] || { rids=(linux-x64 linux-arm64); asked=; }
export CI=true DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
mkdir -p "$output"
output=$(cd "$output" && pwd)
# What is restored for one kind of machine would be in the way of the usual build.
own=(-p:ArtifactsPath="$PWD/artifacts/publish")

for rid in "${rids[@]}"; do
  case $rid in linux-x64 | linux-arm64) ;; *) echo "publish.sh: nothing is made for $rid" >&2; exit 2 ;; esac
  rm -rf "${output:?}/$rid"
  # What a feed does not carry cannot be shipped: .NET itself, for that kind of machine.
  if ! dotnet restore Host "${own[@]}" -p:RuntimeIdentifier="$rid" -p:Configuration=Release -p:SelfContained=true -v quiet -nologo > "$output/$rid.log" 2>&1; then
    if grep -q NU1101 "$output/$rid.log"; then
      echo "publish.sh: nothing is made for $rid, because the package feed has no $(sed -n 's/.*NU1101: Unable to find package \([^ ]*[^ .]\)\..*/\1/p' "$output/$rid.log" | sort -u | tr '\n' ' ')" >&2
      rm "$output/$rid.log"
      [ -z "$asked" ] || exit 1
      continue
    fi
    cat "$output/$rid.log" >&2
    exit 1
  fi
  rm "$output/$rid.log"
  dotnet publish Host -c Release -r "$rid" --self-contained -o "$output/$rid" "${own[@]}" -p:DebugType=none -p:DebugSymbols=false -nologo -v quiet
  find "$output/$rid" -name '*.pdb' -delete
  install -m 644 LICENSE README.md "$output/$rid/"
  chmod -R u=rwX,go=rX "$output/$rid"
  find "$output/$rid" -type f ! -name reeve -exec chmod a-x {} +
  [ -n "$archive" ] || continue
  name=reeve-$version-$rid
  tar -C "$output" --transform "s:^$rid:$name:" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@${SOURCE_DATE_EPOCH:-0}" -cf - "$rid" | gzip -9n > "$output/$name.tar.gz"
  (cd "$output" && sha256sum "$name.tar.gz" > "$name.tar.gz.sha256")
  echo "$output/$name.tar.gz"
done
