#!/usr/bin/env bash
# Packs everything that is published, and tries it: twice the same bytes, and what eng/pack-check.sh demands.
#
#   eng/pack.sh [-c CONFIGURATION] [-o DIR] [--no-build] [--baseline VERSION] [--baseline-source DIR|URL]
#
#   --baseline VERSION         the release that libraries must stay compatible with; by default PackageBaseline of Directory.Build.props
#   --baseline-source DIR|URL  where that is, if no source of nuget.config has it
#
# The version is that of Directory.Build.props. Sources that restore needs are those of nuget.config; what is tried afterwards needs none.
set -euo pipefail
cd "$(dirname "$0")/.."
configuration=Release
output=artifacts/packages
more=()
baseline=()
while [ $# -gt 0 ]; do
  case $1 in
    -c) configuration=$2; shift 2 ;;
    -o) output=$2; shift 2 ;;
    --no-build) more+=(--no-build); shift ;;
    --baseline) baseline+=(-p:PackageBaseline="$2"); shift 2 ;;
    --baseline-source) baseline+=(-p:PackageBaselineSource="$2"); shift 2 ;;
    *) echo "pack.sh: what is $1?" >&2; exit 2 ;;
  esac
done
export CI=true DOTNET_CLI_TELEMETRY_OPTOUT=1
rm -rf "$output"
mkdir -p "$output"
output=$(cd "$output" && pwd)

# Packages bear the time of what they were made from, not of the day.
if epoch=$(git log -1 --format=%ct 2> /dev/null); then export SOURCE_DATE_EPOCH=$epoch; fi

# What runs from the package is compiled where it runs: the tool is one for all machines.
pack() { dotnet pack Framework.sln -c "$configuration" -o "$1" -p:AheadOfTime=false -nologo -v quiet ${baseline[@]+"${baseline[@]}"} "${@:2}"; }
pack "$output" ${more[@]+"${more[@]}"}

if [ -n "${SOURCE_DATE_EPOCH:-}" ] && grep -q SOURCE_DATE_EPOCH "$(dirname "$(readlink -f "$(command -v dotnet)")")/sdk/$(dotnet --version)/NuGet.Build.Tasks.Pack.targets"; then
  again=$(mktemp -d)
  trap 'rm -rf "$again"' EXIT
  pack "$again" --no-build
  diff -r "$output" "$again" || { echo "pack.sh: packed again, the packages are not the same." >&2; exit 1; }
  echo "Packed again, the packages are the same byte by byte."
else
  echo "Packages bear the time of packing: there is no commit to take one from, or the SDK cannot." >&2
fi

eng/pack-check.sh "$output"
echo "Packed into $output."
