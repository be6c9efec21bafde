#!/usr/bin/env bash
# Measures Reeve against its references and writes docs/benchmarks.md.
#
# Usage:  eng/bench.sh [--only NAME]...    NAME: pods, startup, memory, plugins, environment, volumes, node
#
# With --only the figures are printed and the page is left as it is, unless --output docs/benchmarks.md is given as well: then the
# sections that were measured are replaced. Needs Linux, the .NET 10 SDK, and a machine that
# has nothing else to do for a few minutes. The node is measured against a real control plane: see docs/testing.md.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
[ "$(uname -s)" = Linux ] || { echo "eng/bench.sh: the figures come from /proc, which only Linux has" >&2; exit 1; }

dotnet build tests/Benchmarks/Benchmarks.csproj --configuration Release -v quiet -nologo

arguments=(--agent artifacts/bin/Reeve.Host/release/reeve "$@")
[ $# -gt 0 ] || arguments+=(--output docs/benchmarks.md)
# Nobody's own configuration may change what is measured.
unset "${!REEVE_@}"
timeout --kill-after=10 900 artifacts/bin/Benchmarks/release/Benchmarks "${arguments[@]}"
