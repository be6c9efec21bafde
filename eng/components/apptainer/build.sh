#!/usr/bin/env bash
# Sees to it that Apptainer is there for every user of this machine, and prints the path of its program.
#
# Usage:  eng/components/apptainer/build.sh [--find]
#   --find    fetch and install nothing: fail when it is missing
#
# Where the machine has none, Debian's newest is unpacked, not installed: it wants a newer C library than bookworm has. That
# library comes along, privately; the machine's stays. The packages are kept in <cache>/apptainer-packages, where <cache> is
# ${XDG_CACHE_HOME:-~/.cache}/reeve/components; the programs are where every user can reach them:
# ${REEVE_APPTAINER:-/opt/reeve-apptainer}. The file systems' helpers (squashfuse and the like) are the machine's own.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

destination=${REEVE_APPTAINER:-/opt/reeve-apptainer}
program=$destination/bin/apptainer
packages=(patchelf squashfs-tools squashfuse uidmap fuse-overlayfs busybox-static)
whole() { [ -x "$1/bin/apptainer" ] && command -v mksquashfs squashfuse fuse-overlayfs newuidmap >/dev/null; }
# Images are mounted as their users, who may open the device where udev has seen to it. There may be no udev here.
if [ "${1:-}" != --find ] && [ "$(id -u)" = 0 ] && [ -c /dev/fuse ]; then chmod 666 /dev/fuse; fi
component_or_build "$destination" "$program" "no Apptainer in $destination (eng/components/apptainer/build.sh fetches it)" "${1:-}"
[ "$(uname -m)" = x86_64 ] || die "Apptainer is packaged for x86_64 alone"
can_install || die "no Apptainer in $destination, and this is no Debian where it could be fetched"
install_packages "${packages[@]}"
if whole "$destination"; then printf '%s\n' "$program" >&3; exit; fi

kept=$(components_cache)/apptainer-packages
libraries=/usr/lib/x86_64-linux-gnu
work=$(mktemp -d "$destination.new-XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"

# ---------------------------------------------------------------- packages
if [ ! -e "$kept/whole" ]; then
  say "fetching Apptainer"
  mkdir -p "$kept" "$work"/apt/{lists/partial,cache/archives/partial}
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian sid main" >"$work/apt/sources.list"
  : >"$work/apt/status"
  # An apt of its own: the machine's lists and choice of packages stay. A mirror may be a snapshot that is past its date.
  apt=(apt-get -qq -o "Dir::Etc::sourcelist=$work/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::Etc::preferencesparts=/dev/null
    -o "Dir::State::Lists=$work/apt/lists" -o "Dir::State::status=$work/apt/status" -o "Dir::Cache=$work/apt/cache"
    -o Acquire::Check-Valid-Until=false -o APT::Sandbox::User=root)
  (cd "$kept" && rm -f ./*.deb && "${apt[@]}" update && "${apt[@]}" download apptainer libc6 libseccomp2 libsqlite3-0)
  touch "$kept/whole"
fi

# ---------------------------------------------------------------- programs with a C library of their own
new=$work/programs
mkdir -p "$work/unpacked" "$new"/{bin,lib/x86_64-linux-gnu,etc,var/lib/apptainer/mnt/session}
for package in "$kept"/*.deb; do dpkg-deb -x "$package" "$work/unpacked"; done
for library in libc.so.6 libm.so.6 ld-linux-x86-64.so.2 libseccomp.so.2 libsqlite3.so.0; do
  cp -L "$work/unpacked$libraries/$library" "$new/lib/$library"
done
mv "$work/unpacked/etc/apptainer" "$new/etc/"
mv "$work/unpacked$libraries/apptainer" "$new/lib/x86_64-linux-gnu/"
mv "$work/unpacked/usr/bin/apptainer" "$new/bin/apptainer"
ln -s apptainer "$new/bin/singularity"
for binary in "$new/bin/apptainer" "$new/lib/x86_64-linux-gnu/apptainer/bin/starter"; do
  # The rpath, as the libraries' own dependencies have to come from there too.
  patchelf --set-interpreter "$destination/lib/ld-linux-x86-64.so.2" --force-rpath --set-rpath "$destination/lib" "$binary"
done
# It looks for its files one level above its helper, which Debian keeps one level deeper.
ln -s ../etc "$new/lib/etc"; ln -s ../var "$new/lib/var"; ln -s . "$new/lib/lib"; ln -s ../bin "$new/lib/bin"
# A root without every capability (in a container) cannot give them all.
all=$(printf '%016x' $(((1 << ($(cat /proc/sys/kernel/cap_last_cap) + 1)) - 1)))
[ "$(awk '/^CapPrm/ { print $2 }' /proc/self/status)" = "$all" ] ||
  sed -i 's/^root default capabilities = full/root default capabilities = no/' "$new/etc/apptainer/apptainer.conf"
# Without systemd as first process there is nobody to ask for a group.
[ -d /run/systemd/system ] || sed -i 's/^systemd cgroups = yes/systemd cgroups = no/' "$new/etc/apptainer/apptainer.conf"
component_done "$new" "$destination" "$program"
