#!/usr/bin/env bash
# Makes the Debian package and the RPM from one description, eng/package/reeve.conf.
#
# Usage:  eng/package.sh [--rid linux-x64] [--from DIR] [--deb] [--rpm] [--revision 1] [--fast] [-o DIR]
#
#   --rid RID        linux-x64 (by default) or linux-arm64
#   --from DIR       the published command; by default eng/publish.sh makes it. One that needs .NET is good for trials alone.
#   --deb, --rpm     what is made; by default both, the RPM where rpmbuild is (Debian: apt-get install rpm)
#   --revision N     of the package, not of what is in it
#   --fast           hardly compressed
#   -o DIR           by default artifacts/release
#
# Prints the paths of what it made. Manual pages and completion come from the command itself, one for this machine where the package is for another kind.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
rid=linux-x64 from='' deb='' rpm='' revision=1 fast='' output=artifacts/release
while [ $# -gt 0 ]; do
  case $1 in
    --rid) rid=$2; shift 2 ;;
    --from) from=$2; shift 2 ;;
    --deb) deb=1; shift ;;
    --rpm) rpm=1; shift ;;
    --revision) revision=$2; shift 2 ;;
    --fast) fast=1; shift ;;
    -o) output=$2; shift 2 ;;
    *) echo "package.sh: what is $1?" >&2; exit 2 ;;
  esac
done
case $rid in
  linux-x64) deb_architecture=amd64 rpm_architecture=x86_64 ;;
  linux-arm64) deb_architecture=arm64 rpm_architecture=aarch64 ;;
  *) echo "package.sh: nothing is made for $rid" >&2; exit 2 ;;
esac
if [ -z "$deb$rpm" ]; then
  deb=1
  ! command -v rpmbuild >/dev/null || rpm=1
fi
here=$PWD/eng/package
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
# shellcheck source=package/reeve.conf
. "$here/reeve.conf"
mkdir -p "$output"
output=$(cd "$output" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ---------------------------------------------------------------- what goes in
if [ -z "$from" ]; then
  [ -x "$output/$rid/reeve" ] || eng/publish.sh --rid "$rid" --no-archive -o "$output" >&2
  from=$output/$rid
fi
from=$(cd "$from" && pwd)
tool=$from/reeve
if ! "$tool" --version >/dev/null 2>&1; then
  [ -x "$output/linux-x64/reeve" ] || eng/publish.sh --rid linux-x64 --no-archive -o "$output" >&2
  tool=$output/linux-x64/reeve
fi
made=$work/made
mkdir -p "$made/all" "$made/man1" "$made/man5"
"$tool" __manual "$made/all"
mv "$made"/all/*.1 "$made/man1/"
mv "$made"/all/*.5 "$made/man5/"
"$tool" completion bash > "$made/reeve.bash"
"$tool" completion zsh > "$made/_reeve"
"$tool" completion fish > "$made/reeve.fish"

# Lays out the contents for one kind of package, and lists its configuration files.
lay_out() { # ROOT KIND
  local root=$1 kind=$2 line what mode place source
  while read -r line; do
    case $line in
      '') continue ;;
      "@$kind@ "*) line=${line#"@$kind@ "} ;;
      @*) continue ;;
    esac
    read -r what mode place source <<< "$line"
    source=${source//@PUBLISH@/$from} source=${source//@MADE@/$made} source=${source//@HERE@/$here} source=${source//@ROOT@/$PWD}
    mkdir -p "$root$(dirname "$place")"
    case $what in
      tree)
        mkdir -p "$root$place"
        (cd "$source" && find . -type f ! -name '*.pdb' ! -path './refs/*' -print0 | tar --null -T - -cf -) | tar -C "$root$place" --no-same-owner -xf -
        find "$root$place" -type d -exec chmod 0755 {} +
        find "$root$place" -type f -exec chmod 0644 {} +
        chmod 0755 "$root$place/reeve"
        ! [ -f "$root$place/createdump" ] || chmod 0755 "$root$place/createdump"
        ;;
      gzip)
        mkdir -p "$root$place"
        for page in "$source"/*; do gzip -9nc "$page" > "$root$place/$(basename "$page").gz"; done
        chmod "$mode" "$root$place"/*
        ;;
      file | config) install -m "$mode" "$source" "$root$place" ;;
      dir) install -d -m "$mode" "$root$place" ;;
      link) ln -s "$source" "$root$place" ;;
      *) echo "package.sh: reeve.conf: what is \"$what\"?" >&2; exit 1 ;;
    esac
    [ "$what" != config ] || printf '%s\n' "$place"
  done <<< "$contents"
}

# One of the package's scripts: the functions, and what calls them when.
script() { # FILE
  printf '#!/bin/sh\nset -e\n'
  cat "$here/scripts/common.sh" "$here/scripts/$1"
}

# ---------------------------------------------------------------- Debian
if [ -n "$deb" ]; then
  root=$work/deb
  mkdir -p "$root/DEBIAN"
  lay_out "$root" DEB > "$root/DEBIAN/conffiles"
  {
    printf 'Package: %s\nVersion: %s-%s\nArchitecture: %s\nMaintainer: %s\n' "$name" "$version" "$revision" "$deb_architecture" "$maintainer"
    printf 'Installed-Size: %s\nDepends: %s\nRecommends: %s\n' "$(du -sk --exclude=DEBIAN "$root" | cut -f1)" "$deb_depends" "$deb_recommends"
    printf 'Section: %s\nPriority: optional\nDescription: %s\n%s\n' "$section" "$summary" "$(sed 's/^/ /' <<< "$description")"
  } > "$root/DEBIAN/control"
  (cd "$root" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | sort -z | xargs -0 md5sum) > "$root/DEBIAN/md5sums"
  for part in postinst prerm postrm; do
    script "deb.$part" > "$root/DEBIAN/$part"
    chmod 755 "$root/DEBIAN/$part"
  done
  find "$root" -exec touch -hcd "@${SOURCE_DATE_EPOCH:-0}" {} +
  package=$output/${name}_$version-${revision}_$deb_architecture.deb
  compression=(-Zxz)
  [ -z "$fast" ] || compression=(-Zgzip -z1)
  SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-0} dpkg-deb --root-owner-group "${compression[@]}" --build "$root" "$package" >/dev/null
  echo "$package"
fi

# ---------------------------------------------------------------- RPM
if [ -n "$rpm" ]; then
  command -v rpmbuild >/dev/null || { echo "package.sh: the RPM needs rpmbuild (apt-get install rpm)" >&2; exit 1; }
  root=$work/rpm
  mkdir -p "$root"
  configured=$(lay_out "$root" RPM)
  {
    printf 'Name: %s\nVersion: %s\nRelease: %s\nSummary: %s\nLicense: %s\nGroup: %s\n' "$name" "${version//-/\~}" "$revision" "$summary" "$license" "$group"
    printf 'Requires: %s\nAutoReqProv: no\n%%description\n%s\n' "$rpm_requires" "$description"
    for part in pre post posttrans preun postun; do printf '%%%s\n%s\n' "$part" "$(cat "$here/scripts/common.sh" "$here/scripts/rpm.$part" | sed 's/%/%%/g')"; done
    printf '%%files\n%%defattr(-,root,root,-)\n'
    (cd "$root" && find . \( -type f -o -type l \) -printf '/%P\n') | sort | while read -r path; do
      case $'\n'$configured$'\n' in *$'\n'"$path"$'\n'*) printf '%%config(noreplace) ' ;; esac
      printf '"%s"\n' "$path"
    done
    # Directories that no other package is sure to have.
    (cd "$root" && find . -type d \( -path './usr/lib/reeve*' -o -path './usr/share/doc/reeve*' -o -path './usr/share/fish*' -o -path './usr/share/zsh/site-functions' -o -path './etc/reeve*' \) -printf '%%%%dir "/%P"\n') | sort
  } > "$work/reeve.spec"
  find "$root" -exec touch -hcd "@${SOURCE_DATE_EPOCH:-0}" {} +
  options=(--define "_topdir $work/top" --define "_rpmdir $output" --define '_build_id_links none' --define "__os_install_post %{nil}" --define 'debug_package %{nil}')
  options+=(--define "_rpmfilename %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm" --target "$rpm_architecture-linux" --define "use_source_date_epoch_as_buildtime 1" --define "clamp_mtime_to_source_date_epoch 1" --define "_buildhost reeve")
  [ -z "$fast" ] || options+=(--define "_binary_payload w1.gzdio")
  mkdir -p "$work/top"
  SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-0} rpmbuild "${options[@]}" --buildroot "$root" -bb "$work/reeve.spec" > "$work/rpm.log" 2>&1 || { cat "$work/rpm.log" >&2; exit 1; }
  echo "$output/$name-${version//-/\~}-$revision.$rpm_architecture.rpm"
fi
