#!/usr/bin/env bash
# Runs Kubernetes' own end-to-end specs of nodes ([NodeConformance]) against a node of the systemd provider, and records
# the outcome.
#
# Usage:  eng/conformance.sh [--focus RE] [--skip RE] [--output FILE] [--directory DIR] [--reeve FILE] [--lanes]
#   --focus RE       which specs, by default '\[NodeConformance\]'
#   --skip RE        which of them not
#   --output FILE    the document to write, by default none; docs/conformance.md is the record of the last full run
#   --directory DIR  where logs and data go (on a disk: images are stacked there); by default a new one below /var/tmp. One of
#                    an earlier run is taken up: of each spec its last outcome counts
#   --reeve FILE     the program; by default the repository is built
#   --lanes          let the specs that wait for minutes run beside the others, as four runs of the suite at once
#
# As root on Debian. A real control plane, a real systemd with the agent in it, and the suite share a network namespace of
# their own; nothing of it is left behind but DIR. All specs take about 100 minutes, with --lanes about 30.
set -euo pipefail
SELF=$(readlink -f "$0")
repository=$(dirname "$(dirname "$SELF")")
components=$repository/eng/components
# shellcheck source=components/common.sh
. "$components/common.sh"

focus='\[NodeConformance\]' skip='' output='' directory='' reeve='' lanes=
given=("$@")
while [ $# -gt 0 ]; do
  case $1 in
    --focus) focus=$2; shift ;;
    --skip) skip=$2; shift ;;
    --output) output=$(readlink -m "$2"); shift ;;
    --directory) directory=$(readlink -m "$2"); shift ;;
    --reeve) reeve=$(readlink -e "$2"); shift ;;
    --lanes) lanes=1 ;;
    *) die "unknown option $1; see the head of this file" ;;
  esac
  shift
done

# ---------------------------------------------------------------- on the machine
if [ -z "${REEVE_CONFORMANCE:-}" ]; then
  [ "$(id -u)" = 0 ] || die "must be root"
  install_packages containernetworking-plugins iptables iproute2 perl-base curl docker-registry skopeo || die "cannot run without them"
  "$components/kubernetes/build.sh" >/dev/null
  "$components/kubernetes/e2e.sh" >/dev/null
  "$components/systemd/build.sh" >/dev/null
  if [ -z "$reeve" ]; then
    say "building"
    dotnet build "$repository/Host" -v quiet -nologo
    given+=(--reeve "$repository/artifacts/bin/Reeve.Host/debug/reeve")
  fi
  if [ -z "$directory" ]; then
    directory=$(mktemp -d /var/tmp/reeve-conformance-XXXXXX)
    given+=(--directory "$directory")
  fi
  "$components/kubernetes/images.sh" "$directory/images"
  chmod 755 "$(mkdir -p "$directory" && cd "$directory" && pwd)"
  export REEVE_CONFORMANCE=1
  exec unshare --net -- "$SELF" "${given[@]}"
fi

# ---------------------------------------------------------------- in a network of its own
plane=$directory/plane machine=$directory/machine
address=10.254.0.1 registry=10.254.0.1:5000 private=10.254.0.1:5001
programs=$("$components/kubernetes/e2e.sh" --find)
control=$("$components/kubernetes/build.sh" --find)
kubectl() { "$control/kubectl" --kubeconfig "$plane/kubeconfig" "$@"; }
finish() {
  local pid
  for pid in $(jobs -p); do
    # A suite is the child of a function's shell.
    for pid in $(ps -o pid= --ppid "$pid") "$pid"; do kill "$pid" 2>/dev/null || true; done
  done
  [ ! -d "$machine" ] || "$components/systemd/down.sh" "$machine" || true
  [ ! -d "$plane" ] || "$components/kubernetes/down.sh" "$plane" || true
}
trap finish EXIT

ip link set lo up
# The API server reaches nodes at an address that is not loopback.
ip link add world type veth peer name world-peer
ip link set world-peer up
ip link set world up
ip addr add "$address/24" dev world
ip route add default via 10.254.0.254

say "starting the control plane and systemd"
ADVERTISE=$address "$components/kubernetes/up.sh" "$plane" >/dev/null
chmod 755 "$plane"
BIND="$repository $(dirname "$reeve") $directory $(components_cache)" GROUP=reeve-systemd-conformance-$$ "$components/systemd/up.sh" "$machine" >/dev/null

# ---------------------------------------------------------------- images
# A registry for the specs that pull, and one that asks who pulls.
user=conformance password=$(head -c 12 /dev/urandom | base64 | tr -d '+/=')
registry() { # NAME ADDRESS [AUTHENTICATION]
  mkdir -p "$directory/$1"
  printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: %s}\n%s\n' "$directory/$1" "$2" "${3:-}" >"$directory/$1.yaml"
  docker-registry serve "$directory/$1.yaml" >"$directory/$1.log" 2>&1 &
  }
perl -e 'print "$ARGV[0]:", crypt($ARGV[1], "\$2y\$05\$" . "abcdefghijklmnopqrstuu"), "\n"' "$user" "$password" >"$directory/passwords"
registry registry "$registry"
registry private "$private" "auth: {htpasswd: {realm: conformance, path: $directory/passwords}}"
push() { # NAME TARGET [CREDENTIALS]
  skopeo copy --quiet --insecure-policy --dest-tls-verify=false ${3:+--dest-creds "$3"} "oci:$directory/images:$1" "docker://$2" >/dev/null
}
for one in "$registry" "$private"; do
  for _ in $(seq 100); do curl -s -o /dev/null "http://$one/v2/" && break; sleep .1; done
done
for image in $(grep -o '"org.opencontainers.image.ref.name":"[^"]*"' "$directory/images/index.json" | cut -d '"' -f 4); do
  case $image in
    gcr.io/authenticated-*) ;;
    *) push "$image" "$registry/${image#*/}" ;;
  esac
done
push gcr.io/authenticated-image-pulling/alpine:3.7 "$private/authenticated-image-pulling/alpine:3.7" "$user:$password"
printf '{"auths":{"%s":{"auth":"%s"}}}' "$private" "$(printf '%s:%s' "$user" "$password" | base64 -w 0)" >"$directory/docker.json"
printf 'gcAuthenticatedRegistry: %s/authenticated-image-pulling\n' "$private" >"$directory/registries.yaml"

# ---------------------------------------------------------------- the node
cat >"$directory/reeve.yaml" <<END
provider: systemd
providers:
  systemd:
    network: pod
    podCidrs: [10.88.0.0/16]
images:
  insecureRegistries: ["$registry", "$private"]
  mirrors: ["k8s.gcr.io=http://$registry", "gcr.io=http://$registry", "docker.io=http://$registry"]
END
# The agent sets what is to be set in the network's namespace.
"$machine/enter" mount -o remount,bind,rw /proc/sys
"$machine/enter" \
  "$reeve" node --config "$directory/reeve.yaml" --state-dir "$directory/state" \
  --kubeconfig "$plane/kubeconfig" --name conformance --disable-taint --verbose >"$directory/agent.log" 2>&1 &
agent=$!
for _ in $(seq 120); do
  ! kubectl get node conformance --no-headers 2>/dev/null | grep -q ' Ready ' || break
  kill -0 "$agent" 2>/dev/null || { tail -n 20 "$directory/agent.log" >&2; die "the agent ended"; }
  sleep .5
done
kubectl get node conformance --no-headers | grep -q ' Ready ' || die "the node is not ready: see $directory/agent.log"
[ -n "${REEVE_CONFORMANCE_HACK:-}" ] ||
"$machine/enter" "$reeve" images load "$directory/images" --config "$directory/reeve.yaml" --state-dir "$directory/state" >"$directory/images.log" 2>&1

# ---------------------------------------------------------------- the suite
export KUBE_TEST_REPO_LIST=$directory/registries.yaml
suite() { # NAME FOCUS SKIP [FLAG...]
  local name=$1 focus=$2 skip=$3
  shift 3
  "$programs/e2e.test" --provider=skeleton --kubeconfig="$plane/kubeconfig" --docker-config-file="$directory/docker.json" \
    --ginkgo.focus="$focus" --ginkgo.skip="$skip" --ginkgo.noColor --report-dir="$directory/report" --report-prefix="$name-$run" \
    --dump-logs-on-failure=false --disable-log-dump "$@" >"$directory/$name.log" 2>&1 || true
}
mkdir -p "$directory/report"
run=$(ls "$directory/report" | wc -l)
say "running the suite: logs are in $directory"
started=$SECONDS
if [ -n "$lanes" ]; then
  slow='\[Slow\]' waiting='Probing container|optional updates|updates should be reflected|update (labels|annotations) on|be updated|Hook|back-off'
  # Half an hour by itself.
  cap='should cap back-off at MaxContainerBackOff [Slow][NodeConformance]'
  a=
  if [[ $cap =~ $focus ]]; then
    suite cap 'should cap back-off at MaxContainerBackOff' "${skip:-^\$}" &
    a=$!
  fi
  suite slow "($focus).*$slow|$slow.*($focus)" "should cap back-off${skip:+|$skip}" &
  c=$!
  suite waiting "($waiting).*($focus)|($focus).*($waiting)" "$slow${skip:+|$skip}" &
  b=$!
  suite others "$focus" "$slow|$waiting${skip:+|$skip}" &
  # shellcheck disable=SC2086 # there may be none
  wait $a "$b" "$c" $!
else
  suite all "$focus" "$skip"
fi
say "ended after $((SECONDS - started)) s"
"$repository/eng/conformance-report.pl" "$directory" "$repository/eng/conformance-reasons.tsv" "$(kubectl version --short 2>/dev/null | sed -n 's/^Server Version: //p')" \
  "$("$machine/enter" systemctl --version | sed -n '1s/ (.*//p')" "$(uname -r | cut -d . -f 1-2)" >"$directory/conformance.md"
tail -n 3 "$directory/conformance.md" >/dev/null
sed -n 's/^\*\*\(.*\)\*\*.*/\1/p' "$directory/conformance.md" | head -n 1
[ -z "$output" ] || cp "$directory/conformance.md" "$output"
