#!/usr/bin/env bash
# Runs every test: installs what the tests need, builds, tests, and prints "N passed, N failed, N skipped".
#
# Usage:  eng/test.sh [arguments for dotnet test]
# Environment:
#   REEVE_REQUIRE_COMPONENTS=1  a missing component is a failure instead of a skipped test (what CI sets)
#   REEVE_NO_INSTALL=1          install nothing; use what is there
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

say() { printf '== %s\n' "$*"; }
die() { printf 'eng/test.sh: %s\n' "$*" >&2; exit 1; }

# ---------------------------------------------------------------- what the tests need
packages=(busybox-static libzstd1 perl-base gcc libc6-dev gcc-aarch64-linux-gnu libc6-dev-arm64-cross util-linux procps iproute2 openssl git gpg gpg-agent ca-certificates libicu72 containernetworking-plugins iptables python3-grpcio python3-protobuf containerd runc conntrack kmod curl openssh-client)
missing=()
if command -v dpkg-query >/dev/null; then
  for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
fi
if [ "${#missing[@]}" -gt 0 ] && [ -z "${REEVE_NO_INSTALL:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  say "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update
  apt-get -qq --assume-yes --no-install-recommends install "${missing[@]}" >/dev/null
fi
command -v dotnet >/dev/null || die "the .NET 10 SDK is missing: see https://dotnet.microsoft.com/download/dotnet/10.0"

# ---------------------------------------------------------------- components
# Built once and kept; a component that is missing skips the tests that need it, or fails them where components are required.
if [ "$(id -u)" = 0 ] && [ -z "${REEVE_NO_INSTALL:-}" ] && command -v apt-get >/dev/null; then
  for component in eng/components/*/build.sh; do
    "$component" >/dev/null || say "$component failed"
  done
fi
run=()
# Tests interrupt programs; what a shell starts in the background has interrupts ignored, and so has all that it starts.
! env --default-signal=INT true 2>/dev/null || run+=(env --default-signal=INT,QUIT)
# The API server reaches nodes at an address that is not loopback. A machine without one lends the tests a network of their own.
if [ "$(id -u)" = 0 ] && command -v ip >/dev/null && [ -z "$(ip -o addr show scope global)" ]; then
  # shellcheck disable=SC2016 # the inner shell expands it
  run+=(unshare --net -- sh -c 'ip link set lo up && ip link add tests type veth peer name tests-peer && ip link set tests-peer up &&
    ip link set tests up && ip addr add 10.254.0.1/24 dev tests && exec "$@"' sh)
fi

# ---------------------------------------------------------------- build and test
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=artifacts/test-results
rm -rf "$results"
say "building"
dotnet build Framework.sln -v quiet -nologo

say "testing"
status=0
# A test that hangs is named and fails, instead of holding up everything.
tests() { "${run[@]}" dotnet test --no-build -nologo --blame-hang-timeout 10min --blame-hang-dump-type none --logger trx --results-directory "$results" "$@" || status=$?; }
# Two projects at a time: tests of real components wait for half of their time. These come after all others, one by one: they compare the
# machine before and after, or want its processors for themselves.
alone=(Plugins.Slurm.Tests Plugins.Kubeadm.Tests)
if [ $# -gt 0 ]; then
  tests Framework.sln -m:1 "$@"
else
  tests Framework.sln -m:2 --filter "$(printf 'FullyQualifiedName!~.%s.&' "${alone[@]}" | sed 's/&$//')"
  for project in "${alone[@]}"; do tests "tests/$project"; done
fi

# ---------------------------------------------------------------- what failed, and one closing line
# Together at the end, where they are found: name, message, and the first places of the trace.
[ ! -d "$results" ] || find "$results" -name '*.trx' -exec awk -v RS='<UnitTestResult ' '
  function unescape(text) { gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&#x[DA];/, "", text); gsub(/&amp;/, "\\&", text); return text }
  function element(name, count,    text, lines, i, n) {
    if (!match($0, "<" name ">")) return
    text = substr($0, RSTART + RLENGTH); sub("</" name ">.*", "", text)
    n = split(unescape(text), lines, "\n")
    for (i = 1; i <= n && i <= count; i++) printf "     %s\n", substr(lines[i], 1, 300)
  }
  FNR > 1 && /^[^>]*outcome="Failed"/ {
    match($0, /testName="[^"]*"/); printf "== failed: %s\n", unescape(substr($0, RSTART + 10, RLENGTH - 11))
    element("Message", 12); element("StackTrace", 4)
  }' {} \;
counters=$(find "$results" -name '*.trx' -exec grep -ho '<Counters [^>]*>' {} + 2>/dev/null || true)
sum() { grep -o " $1=\"[0-9]*\"" <<<"$counters" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'; }
total=$(sum total) executed=$(sum executed) passed=$(sum passed) failed=$(sum failed)
[ "$total" -gt 0 ] || die "no test ran"
printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$((total - executed))"
[ "$status" = 0 ] && [ "$failed" = 0 ]
