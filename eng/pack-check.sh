#!/usr/bin/env bash
# Tries packages: each is whole, the tool and the templates install, each plugin installs into a host without a network, sources are found, and what would break users
# is refused.
#
#   eng/pack-check.sh DIR
#
# Without a network: what the packages need besides comes from the cache of this repository's build.
set -euo pipefail
cd "$(dirname "$0")/.."
packages=$(cd "$1" && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
libraries="Reeve.Abstractions Reeve.Runtime Reeve.AspNetCore Reeve.TestKit Reeve.Distributions Reeve.Machine Reeve.Ssh Reeve.Systemd Reeve.TextTemplates"
plugins=$(for project in Plugins.*/*.csproj; do basename "$project" .csproj; done)
failed=0
complain() { echo "pack-check.sh: $*" >&2; failed=1; }
names() { python3 -c 'import sys,zipfile; print("\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))' "$packages/$1.$version.nupkg"; }
nuspec() { python3 -c 'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.read(next(n for n in z.namelist() if n.endswith(".nuspec"))).decode())' "$packages/$1.$version.nupkg"; }

# 1. Each is there and is whole, of one version.
[[ $version =~ ^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}(-[0-9A-Za-z.-]+)?$ ]] || complain "$version is no version of SemVer"
[ -z "$(find "$packages" -name '*.nupkg' ! -name "*.$version.nupkg")" ] || complain "there are packages of another version"
for id in $libraries $plugins Reeve.Host Reeve.Templates; do
  if [ ! -f "$packages/$id.$version.nupkg" ]; then complain "there is no $id.$version.nupkg"; continue; fi
  [ -f "$packages/$id.$version.snupkg" ] || [ "$id" = Reeve.Templates ] || complain "$id has no symbols"
  for file in README.md icon.png; do grep -qx "$file" <<< "$(names "$id")" || complain "$id holds no $file"; done
  for text in '<license type="expression">Apache-2.0</license>' '<readme>README.md</readme>' '<icon>icon.png</icon>'; do
    grep -qF "$text" <<< "$(nuspec "$id")" || complain "$id does not say $text"
  done
done
for id in $libraries; do
  grep -q '^lib/net10.0/.*\.xml$' <<< "$(names "$id")" || complain "$id holds no documentation"
  if grep -q '/reeve.dll$' <<< "$(names "$id")"; then complain "$id holds the command"; fi
done
for id in $plugins; do
  grep -q '<packageType name="ReevePlugin"' <<< "$(nuspec "$id")" || complain "$id is not of type ReevePlugin"
  grep -q 'id="Reeve.Abstractions"' <<< "$(nuspec "$id")" || complain "$id does not say which contract it works with"
done
grep -q '<packageType name="Template"' <<< "$(nuspec Reeve.Templates)" || complain "Reeve.Templates is not of type Template"
grep -q '<packageType name="DotnetTool"' <<< "$(nuspec Reeve.Host)" || complain "Reeve.Host is no tool"
[ "$failed" = 0 ] || exit 1
echo "Each package is whole."

# 2. The host as a tool, from these packages. With a cache of its own: a version that was tried before must not be taken for this one.
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
cache=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
cat > "$trial/nuget.config" <<CONFIG
<configuration><packageSources><clear /><add key="packed" value="$packages" /><add key="cache" value="$cache" /></packageSources></configuration>
CONFIG
export NUGET_PACKAGES=$trial/cache
quiet() { "$@" > "$trial/command.log" 2>&1 || { cat "$trial/command.log" >&2; exit 1; }; }
quiet dotnet tool install Reeve.Host --version "$version" --tool-path "$trial/tools" --configfile "$trial/nuget.config"
"$trial/tools/reeve" version
"$trial/tools/reeve" plugins list --state-dir "$trial/empty"

# 3. The templates, all of which this repository has.
quiet env DOTNET_CLI_HOME="$trial/home" dotnet new install "$packages/Reeve.Templates.$version.nupkg"
quiet env DOTNET_CLI_HOME="$trial/home" dotnet new list reeve
for template in templates/content/*/.template.config/template.json; do
  name=$(sed -n 's/.*"shortName": "\(.*\)".*/\1/p' "$template")
  grep -q " $name " "$trial/command.log" || { echo "pack-check.sh: there is no template $name." >&2; exit 1; }
done
echo "The templates install."

# 4. Each plugin, into an empty state directory, with what it needs from the packages of the same build and from the build's own cache.
sources=(--set "packages.configFile=$trial/nuget.config")
for id in $plugins; do
  quiet "$trial/tools/reeve" plugins install "$id" --version "$version" "${sources[@]}" --state-dir "$trial/state"
done
"$trial/tools/reeve" plugins list --packages --state-dir "$trial/state"
"$trial/tools/reeve" plugins lock --state-dir "$trial/state" > "$trial/reeve.lock.json"
quiet "$trial/tools/reeve" plugins restore "$trial/reeve.lock.json" "${sources[@]}" --state-dir "$trial/again"
diff -r "$trial/state/packages/plugins" "$trial/again/packages/plugins"
echo "Restored, the plugins are the same byte by byte."

# 5. In a clone that has a public home, debuggers find the sources; and a later version of a library that lacks what this one has is refused. Tried with the smallest one.
if ! git rev-parse --verify -q HEAD > /dev/null; then
  echo "Without a commit there are no sources to find." >&2
  exit 0
fi
clone=$trial/clone
git clone -q --depth 1 "file://$(git rev-parse --show-toplevel)" "$clone"
git -C "$clone" remote set-url origin https://github.com/example/reeve
library=$clone/Shared/Templates
next=9999.0.0
echo "<configuration><packageSources><clear /><add key=\"cache\" value=\"$cache\" /></packageSources></configuration>" > "$trial/cache.config"
again() {
  dotnet pack "$library" -c Release -o "$trial/next" -nologo -v quiet -p:CI=true -p:Version=$next -p:RestoreConfigFile="$trial/cache.config" -p:PackageBaseline="$version" -p:PackageBaselineSource="$packages" \
    > "$trial/command.log" 2>&1
}
quiet again
python3 - "$trial/next/Reeve.TextTemplates.$next.snupkg" "$(git rev-parse HEAD)" <<'CHECK'
import sys, zipfile
symbols = zipfile.ZipFile(sys.argv[1])
name = next(name for name in symbols.namelist() if name.endswith(".pdb"))
wanted = f"https://raw.githubusercontent.com/example/reeve/{sys.argv[2]}/"
sys.exit(0 if wanted.encode() in symbols.read(name) else f"pack-check.sh: {name} does not lead to {wanted}")
CHECK
echo "Symbols lead to the sources of their commit."
sed -i 's/^public interface/internal interface/' "$library"/*.cs
if again; then echo "pack-check.sh: a version that lacks what the last one had was packed." >&2; exit 1; fi
grep -q CP0001 "$trial/command.log" || { cat "$trial/command.log" >&2; exit 1; }
echo "A version that lacks what the last one had is refused."
