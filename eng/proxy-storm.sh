#!/usr/bin/env bash
# Changes a proxy ten thousand times at random while it is under load, then kills it (SIGKILL) in the middle of random changes and starts it again; says what was
# lost and what leaks.
#
# Usage:  eng/proxy-storm.sh [--changes N] [--kills N] [--seed N]      (10000 changes, 200 kills, seed 1; twenty minutes or so on two processors)
#
# Load: requests on kept and new connections (HTTP/1.1, HTTP/2, with and without TLS), WebSockets, streams of gRPC's kind, TCP connections and UDP sessions that stay open
# throughout, a UDP flood; wrk, h2load and iperf3 where they are there (installed when run as root on Debian). The ports are taken from 12000 to 32000.
# The exit code is 0 if nothing was lost: no request that a route served throughout, no connection of an unchanged route, nothing that was accepted before a kill; and if
# sockets, memory and files at the end are those of the beginning.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
[ "$(uname -s)" = Linux ] || { echo "eng/proxy-storm.sh: what a process holds comes from /proc, which only Linux has" >&2; exit 1; }

if [ "$(id -u)" = 0 ] && [ -z "${REEVE_NO_INSTALL:-}" ] && command -v apt-get >/dev/null && ! { command -v wrk && command -v h2load && command -v iperf3; } >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update
  apt-get -qq --assume-yes --no-install-recommends install wrk nghttp2-client iperf3 >/dev/null
fi
[ -n "${REEVE_STORM_NO_BUILD:-}" ] || dotnet build tests/ProxyStorm --configuration Release -v quiet -nologo
exec artifacts/bin/ProxyStorm/release/ProxyStorm run --changes 10000 --kills 200 --tools "$@"
