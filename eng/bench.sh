#!/usr/bin/env bash
# Measures Reeve against its references and writes docs/benchmarks.md.
#
# Usage:  eng/bench.sh [--only NAME]...    NAME: pods, startup, memory, plugins, environment, volumes, node, systemd, slurm, cluster-api, cluster,
#                                               openstack (20 clusters in a real one; six minutes), proxy (with REEVE_BENCH_QUICK=1 a rough look in one minute)
#
# With --only the figures are printed and the page is left as it is, unless --output docs/benchmarks.md is given as well: then the
# sections that were measured are replaced. Needs Linux, the .NET 10 SDK, and a machine that
# has nothing else to do for a few minutes. The node is measured against a real control plane, units of systemd inside a systemd that is
# booted for it (as root): see docs/testing.md.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
[ "$(uname -s)" = Linux ] || { echo "eng/bench.sh: the figures come from /proc, which only Linux has" >&2; exit 1; }

[ -n "${REEVE_BENCH_NO_BUILD:-}" ] || dotnet build tests/Benchmarks/Benchmarks.csproj --configuration Release -v quiet -nologo

# systemd is measured in a run of its own, where it is booted.
here=() booted=() output=() everything=
[ $# -gt 0 ] || { everything=1 output=(--output docs/benchmarks.md) booted=(--only systemd); }
while [ $# -gt 0 ]; do
  case "$1 ${2:-}" in
    "--only systemd") booted=(--only systemd) ;;
    "--output "*) output=("$1" "$2") ;;
    *) here+=("$1" "${2:-}") ;;
  esac
  shift $(($# > 1 ? 2 : 1))
done
quick=${REEVE_BENCH_QUICK:-}
case " ${here[*]} " in *" --only proxy "*)
  # shellcheck source=components/common.sh
  (. eng/components/common.sh; without_services install_packages wrk nghttp2-client iperf3 haproxy)
  eng/components/nginx/build.sh >/dev/null ;;
esac
# Nobody's own configuration may change what is measured.
unset "${!REEVE_@}"
[ -z "$quick" ] || export REEVE_BENCH_QUICK=$quick
if [ -n "$everything" ] || [ "${#here[@]}" -gt 0 ]; then
  timeout --kill-after=10 900 artifacts/bin/Benchmarks/release/Benchmarks --agent artifacts/bin/Reeve.Host/release/reeve "${here[@]}" "${output[@]}"
fi
[ "${#booted[@]}" -gt 0 ] || exit 0
if [ "$(id -u)" != 0 ]; then
  echo "eng/bench.sh: systemd is not measured: only root can boot one" >&2
  exit 0
fi
work=/var/lib/reeve-bench lab=$(mktemp -d)
mkdir -p "$work"
trap 'eng/components/systemd/down.sh "$lab"; rm -rf "$lab" "$work"' EXIT
GROUP=reeve-systemd-bench-$$ BIND="$PWD $work" eng/components/systemd/up.sh "$lab" >/dev/null
timeout --kill-after=10 300 "$lab/enter" "$PWD/artifacts/bin/Benchmarks/release/Benchmarks" \
  --agent artifacts/bin/Reeve.Host/release/reeve --work "$work" "${booted[@]}" "${output[@]}"
