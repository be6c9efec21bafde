#!/usr/bin/env bash
# Sees to it that a systemd that can be booted by up.sh is there, and prints its path.
#
# Usage:  eng/components/systemd/build.sh [--find]
#   --find    install nothing: fail when something is missing
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

whole() {
  [ -x /lib/systemd/systemd ] && command -v dbus-daemon busctl systemctl setpriv unshare nsenter >/dev/null
}
if ! whole; then
  [ "${1:-}" != --find ] || die "systemd, dbus or util-linux is missing (eng/components/systemd/build.sh installs them)"
  install_packages systemd dbus util-linux >&2
  whole || die "systemd, dbus or util-linux is missing"
fi
printf '/lib/systemd/systemd\n'
