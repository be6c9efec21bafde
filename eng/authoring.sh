# For author.sh and templates.sh: a place for an author who has nothing but a feed and the host. Sourced.
#
#   work     the directory, removed at the end
#   feed     packages of this repository
#   reeve    the host
#   repository

repository=$PWD
configuration=Debug
packing=()
feed=
reeve=
while [ $# -gt 0 ]; do
  case $1 in
    -c) configuration=${2^}; shift 2 ;;
    --no-build) packing+=(--no-build); shift ;;
    --feed) feed=$(realpath "$2"); shift 2 ;;
    --reeve) reeve=$(realpath "$2"); shift 2 ;;
    *) echo "$(basename "$0"): what is $1?" >&2; exit 2 ;;
  esac
done
work=$(mktemp -d)
agents=()
finish() {
  for agent in ${agents[@]+"${agents[@]}"}; do
    if kill "$agent" 2>/dev/null; then wait "$agent" 2>/dev/null || true; fi
  done
  rm -rf "$work"
}
trap finish EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
cache=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
[ -n "$feed" ] || { feed=$work/feed; eng/feed.sh -c "$configuration" ${packing[@]+"${packing[@]}"} "$feed" > "$work/feed.log" || { cat "$work/feed.log" >&2; exit 1; }; }
[ -n "$reeve" ] || reeve=$PWD/artifacts/bin/Reeve.Host/$(tr '[:upper:]' '[:lower:]' <<< "$configuration")/reeve
[ -x "$reeve" ] || { echo "There is no $reeve; build Host, or name one with --reeve." >&2; exit 1; }

# With templates and a package cache of its own: a version that was tried before must not be taken for this one. What is not Reeve's comes
# from the cache of this repository's build.
export DOTNET_CLI_HOME=$work/home NUGET_PACKAGES=$work/cache MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
mkdir -p "$DOTNET_CLI_HOME" "$work/author"
cat > "$work/author/nuget.config" <<CONFIG
<configuration>
  <packageSources><clear /><add key="reeve" value="$feed" /><add key="cache" value="$cache" /></packageSources>
  <packageSourceMapping>
    <packageSource key="reeve"><package pattern="Reeve.*" /></packageSource>
    <packageSource key="cache"><package pattern="*" /></packageSource>
  </packageSourceMapping>
</configuration>
CONFIG
cd "$work/author"

# Waits until a command succeeds.
eventually() {
  local end=$((SECONDS + 60))
  while [ "$SECONDS" -lt "$end" ]; do
    if "$@" > "$work/eventually.log" 2>&1; then return 0; fi
    sleep 0.1
  done
  echo "Not within a minute: $*" >&2
  cat "$work/eventually.log" >&2
  return 1
}
