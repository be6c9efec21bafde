# shellcheck shell=bash
# What the scripts under eng/components share; sourced, never run.

# Prints a line of progress.
say() { printf '== %s\n' "$*"; }

# Ends with a reason.
die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

# The directory below which components are kept: one subdirectory per component and version.
components_cache() { printf '%s/reeve/components\n' "${XDG_CACHE_HOME:-${HOME:?}/.cache}"; }

# Ends with the answer where a component is there; asked to --find it only, with the reason that it is not. Otherwise takes its
# lock, so that one build happens at a time, and makes standard output that of progress. Needs a function whole DIRECTORY.
component_or_build() { # DIRECTORY ANSWER REASON [--find]
  if whole "$1"; then printf '%s\n' "$2"; exit; fi
  [ "${4:-}" != --find ] || die "$3"
  exec 3>&1 1>&2
  mkdir -p "$(dirname "$1")"
  exec 9>"$1.lock"
  flock 9
  if whole "$1"; then printf '%s\n' "$2" >&3; exit; fi
}

# Puts what was built into the component's place, whole as it is, and answers.
component_done() { # BUILT DIRECTORY ANSWER
  rm -rf "$2"
  mv -T "$1" "$2"
  say "built into $2"
  printf '%s\n' "$3" >&3
}

# Whether this machine is a Debian whose packages this user may install.
can_install() { [ "$(id -u)" = 0 ] && [ -z "${REEVE_NO_INSTALL:-}" ] && command -v apt-get dpkg-query >/dev/null; }

# Installs the named Debian packages that are missing.
install_packages() {
  local package missing=()
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  can_install || { printf 'missing Debian packages: %s\n' "${missing[*]}" >&2; return 1; }
  say "installing ${missing[*]}"
  DEBIAN_FRONTEND=noninteractive apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq --assume-yes --no-install-recommends install "${missing[@]}" >/dev/null
}

# Runs a command; the packages that it installs start no service.
without_services() {
  local policy=/usr/sbin/policy-rc.d status=0
  if [ -e "$policy" ] || ! can_install; then "$@"; return; fi
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  "$@" || status=$?
  rm -f "$policy"
  return "$status"
}

# Unpacks Debian packages below DIRECTORY/root without installing them: their services stay unknown to the machine.
unpack_packages() { # DIRECTORY PACKAGE...
  local directory=$1 package
  shift
  (cd "$directory" && apt-get -qq download "$@") || { apt-get -qq update && (cd "$directory" && apt-get -qq download "$@"); }
  for package in "$directory"/*.deb; do dpkg-deb -x "$package" "$directory/root"; done
}
