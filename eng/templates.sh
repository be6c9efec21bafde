#!/usr/bin/env bash
# What each template makes builds, passes the conformance suite of its contract, packs, installs into a host that runs, and works.
#
#   eng/templates.sh [-c CONFIGURATION] [--no-build] [--feed DIR] [--reeve PROGRAM]
#
# All of them are built as one solution, which takes a third of the time that one after another would take.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/authoring.sh

began=$SECONDS
state=$work/state
quiet() { "$@" > "$work/command.log" 2>&1 || { echo "failed: $*" >&2; cat "$work/command.log" >&2; exit 1; }; }
note() { echo "== $1 ($((SECONDS - began)) s)"; }
reeve() { "$reeve" "$@" --state-dir "$state"; }
start() { "$reeve" "$@" --state-dir "$state" > "$work/agent.log" 2>&1 & agents+=($!); }
stop() {
  kill "${agents[-1]}"
  wait "${agents[-1]}" || true
  unset 'agents[-1]'
}
serves() { python3 -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=5).read()' "http://127.0.0.1:$port/"; }
active() { reeve plugins list > "$work/plugins" && for id in acme.mail acme.cells acme.models acme.relay; do grep -q "^$id .*Active" "$work/plugins" || return 1; done; }
running() { reeve pods | grep -q '^hello .*Running'; }
said() { reeve logs hello | grep -qx hello; }
free() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

note "made from the templates"
quiet dotnet new install Reeve.Templates
quiet dotnet new reeve-workload -n Acme.Mail
quiet dotnet new reeve-container-driver -n Acme.Cells
quiet dotnet new reeve-cluster -n Acme.Models
quiet dotnet new reeve-proxy -n Acme.Relay
quiet dotnet new reeve-agent -n Acme.Agent
for template in "$repository"/templates/content/*/.template.config/template.json; do
  name=$(sed -n 's/.*"shortName": "\(.*\)".*/\1/p' "$template")
  grep -q "dotnet new $name " "$repository/eng/templates.sh" || { echo "Nobody tries the template $name." >&2; exit 1; }
done

note "built and tested"
{ echo "<Solution>"; find . -name '*.csproj' -printf '  <Project Path="%P" />\n'; echo "</Solution>"; } > All.slnx
quiet dotnet test All.slnx -c Release --logger "console;verbosity=detailed"
grep -o 'I[A-Za-z]*: [0-9]* of [0-9]* requirements.*' "$work/command.log"

note "packed, and installed into an agent that runs"
quiet dotnet pack All.slnx --no-build -o packages
start run
eventually test -S "$state/agent.sock"
quiet reeve plugins install Acme.Mail Acme.Cells Acme.Models Acme.Relay --source packages
eventually active
stop

note "reeve-workload: a pod runs"
start run Acme.Mail/pod.yaml --provider acme-mail
eventually running
stop

note "reeve-container-driver: a pod runs"
state=$work/cells
quiet reeve plugins install Acme.Cells --source packages
start run Acme.Cells/pod.yaml --provider acme-cells
eventually running
eventually said
stop

note "reeve-cluster: a cluster is made"
state=$work/models
quiet reeve plugins install Acme.Models --source packages
start serve --config Acme.Models/reeve.yaml
eventually reeve cluster list
quiet reeve cluster create -f Acme.Models/cluster.yaml
[ "$(find "$state" -name default.server -exec cat {} +)" = 1.30.2 ]
stop

note "reeve-proxy: a request is relayed"
state=$work/relay
quiet reeve plugins install Acme.Relay --source packages
port=$(free)
origin=$(free)
sed -i "s/8080/$port/; s/5000/$origin/" Acme.Relay/proxy.yaml
python3 -m http.server --bind 127.0.0.1 --directory Acme.Relay "$origin" > "$work/origin.log" 2>&1 & agents+=($!)
start serve --config Acme.Relay/reeve.yaml
eventually reeve proxy apply edge -f Acme.Relay/proxy.yaml
eventually serves
stop

note "reeve-agent: an agent runs a pod"
Acme.Agent/src/Acme.Agent/bin/Release/net10.0/Acme.Agent Acme.Agent/pod.yaml > "$work/agent.log" 2>&1 & agents+=($!)
eventually grep -rqs hello state

echo "Every template's work builds, conforms, packs, installs and runs: $((SECONDS - began)) s."
