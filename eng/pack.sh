#!/usr/bin/env bash
# Packs everything that is published, and tries it: each package is whole, each plugin installs into a host without a network, and so does the host as a tool.
#
#   eng/pack.sh [-c CONFIGURATION] [-o DIR] [--no-build]
#
# The version is that of Directory.Build.props. Sources that restore needs are those of nuget.config; what is tried afterwards needs none.
set -euo pipefail
cd "$(dirname "$0")/.."
configuration=Release
output=artifacts/packages
more=()
while [ $# -gt 0 ]; do
  case $1 in
    -c) configuration=$2; shift 2 ;;
    -o) output=$2; shift 2 ;;
    --no-build) more+=(--no-build); shift ;;
    *) echo "pack.sh: what is $1?" >&2; exit 2 ;;
  esac
done
export CI=true DOTNET_CLI_TELEMETRY_OPTOUT=1
rm -rf "$output"
mkdir -p "$output"
output=$(cd "$output" && pwd)

# What runs from the package is compiled where it runs: the tool is one for all machines.
dotnet pack Framework.sln -c "$configuration" -o "$output" -p:AheadOfTime=false -nologo -v quiet ${more[@]+"${more[@]}"}

version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
expected="Reeve.Abstractions Reeve.Runtime Reeve.TestKit Reeve.Host Reeve.Distributions Reeve.Machine Reeve.Ssh Reeve.Systemd Reeve.TextTemplates"
plugins=$(for project in Plugins.*/*.csproj; do basename "$project" .csproj; done)
failed=0
complain() { echo "pack.sh: $*" >&2; failed=1; }

# 1. Each is there and is whole.
for id in $expected $plugins; do
  package=$output/$id.$version.nupkg
  if [ ! -f "$package" ]; then complain "there is no $id.$version.nupkg"; continue; fi
  [ -f "$output/$id.$version.snupkg" ] || complain "$id has no symbols"
  names=$(python3 -c 'import sys,zipfile; print("\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))' "$package")
  nuspec=$(python3 -c 'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.read(next(n for n in z.namelist() if n.endswith(".nuspec"))).decode())' "$package")
  for file in README.md icon.png; do grep -qx "$file" <<< "$names" || complain "$id holds no $file"; done
  grep -q '<license type="expression">Apache-2.0</license>' <<< "$nuspec" || complain "$id states no licence"
  grep -q "<readme>README.md</readme>" <<< "$nuspec" || complain "$id names no README"
done
for id in $plugins; do
  nuspec=$(python3 -c 'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.read(next(n for n in z.namelist() if n.endswith(".nuspec"))).decode())' "$output/$id.$version.nupkg")
  grep -q '<packageType name="ReevePlugin"' <<< "$nuspec" || complain "$id is not of type ReevePlugin"
  grep -q 'id="Reeve.Abstractions"' <<< "$nuspec" || complain "$id does not say which contract it works with"
done
[ "$failed" = 0 ] || exit 1

# 2. The host as a tool, from these packages.
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
cache=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
cat > "$trial/nuget.config" <<CONFIG
<configuration><packageSources><clear /><add key="packed" value="$output" /><add key="cache" value="$cache" /></packageSources></configuration>
CONFIG
# With a cache of its own: a version that was tried before must not be taken for this one.
NUGET_PACKAGES=$trial/cache dotnet tool install Reeve.Host --version "$version" --tool-path "$trial/tools" --configfile "$trial/nuget.config" > "$trial/tool.log" || { cat "$trial/tool.log" >&2; exit 1; }
"$trial/tools/reeve" version
"$trial/tools/reeve" plugins list --state-dir "$trial/empty"

# 3. Each plugin, into an empty state directory, with what it needs from the packages of the same build and from the build's own cache.
sources=(--set "packages.configFile=$trial/nuget.config")
for id in $plugins; do
  "$trial/tools/reeve" plugins install "$id" --version "$version" "${sources[@]}" --state-dir "$trial/state"
done
"$trial/tools/reeve" plugins list --packages --state-dir "$trial/state"
"$trial/tools/reeve" plugins lock --state-dir "$trial/state" > "$trial/reeve.lock.json"
"$trial/tools/reeve" plugins restore "$trial/reeve.lock.json" "${sources[@]}" --state-dir "$trial/again"
diff -r "$trial/state/packages/plugins" "$trial/again/packages/plugins" && echo "Restored, the plugins are the same byte by byte."
echo "Packed into $output."
