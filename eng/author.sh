#!/usr/bin/env bash
# From an empty directory to a pod that runs through a new plugin, as docs/write-a-plugin.md tells it: says how long that took and how many commands.
#
#   eng/author.sh [-c CONFIGURATION] [--no-build] [--feed DIR] [--reeve PROGRAM]
#
# Without --feed what authors build with is packed first (eng/feed.sh); that is not counted. Fails above three minutes or nine commands.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/authoring.sh

commands=0
began=$(date +%s)
run() {
  commands=$((commands + 1))
  echo "\$ $*"
  "$@" > "$work/command.log" 2>&1 || { cat "$work/command.log" >&2; exit 1; }
}
state=$work/state
reeve() { "$reeve" "$@" --state-dir "$state"; }

run dotnet new install Reeve.Templates
run dotnet new reeve-workload -n Acme.Mail
run dotnet test Acme.Mail
run dotnet pack Acme.Mail -o packages
run reeve plugins install Acme.Mail --source packages

commands=$((commands + 1))
echo "\$ reeve run Acme.Mail/pod.yaml --provider acme-mail &"
"$reeve" run Acme.Mail/pod.yaml --provider acme-mail --state-dir "$state" > "$work/agent.log" 2>&1 &
agents+=($!)
runs() { reeve pods | tee "$work/pods.log" | grep -q '^hello .*Running'; }
commands=$((commands + 1))
echo "\$ reeve pods"
eventually runs || { cat "$work/agent.log" >&2; exit 1; }
cat "$work/pods.log"

seconds=$(($(date +%s) - began))
echo "A pod runs through the new plugin: $commands commands, $seconds s."
[ "$commands" -lt 10 ] && [ "$seconds" -lt 180 ]
