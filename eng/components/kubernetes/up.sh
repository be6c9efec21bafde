#!/usr/bin/env bash
# Brings up a Kubernetes control plane on loopback as plain processes: etcd, API server, controller manager, scheduler.
#
# Usage:  eng/components/kubernetes/up.sh DIRECTORY [--guard]
#         eng/components/kubernetes/down.sh DIRECTORY
#
#   --guard   stay, obey lines on standard input (start, stop, kill, pause or resume, and NAME, one of etcd, api,
#             controllers, scheduler; each answered by "done" or "failed REASON"); at the end of the input
#             take everything down and remove DIRECTORY. What was started dies with this process, however that ends.
#
# Environment:
#   PORT=6443 ETCD_PORT=2379 ETCD_PEER_PORT=2380 CONTROLLERS_PORT=10257 SCHEDULER_PORT=10259   all on 127.0.0.1
#   ADVERTISE=ADDRESS   what the service "kubernetes" points to; by default the API server's own guess
#   API_FLAGS="..."     further flags of the API server
#   CONTROLLER_FLAGS="..."  further flags of the controller manager
#
# About 5 seconds from nothing, 450 MB resident. In DIRECTORY afterwards:
#   kubeconfig            a cluster administrator
#   bootstrap.kubeconfig  a bootstrap token that may ask for a node's certificates
#   ca.crt ca.key         the certificate authority of servers and clients
#   *.log                 what the programs wrote
#
# Node and RBAC authorisation, NodeRestriction, bootstrap tokens. Any version from 1.20 on: flags that went are left out.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

directory=$(mkdir -p "${1:?usage: up.sh DIRECTORY [--guard]}" && cd "$1" && pwd)
guard=; [ "${2:-}" != --guard ] || guard=1
programs=$("$here/build.sh" --find)
port=${PORT:-6443} etcd_port=${ETCD_PORT:-2379} etcd_peer_port=${ETCD_PEER_PORT:-2380}
# etcd 3.4 starts on ARM only when told that this is meant.
[ "$(uname -m)" != aarch64 ] || export ETCD_UNSUPPORTED_ARCH=arm64
umask 077
cd "$directory"

# ---------------------------------------------------------------- identities
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
certificate() { # NAME SUBJECT [SUBJECT ALTERNATIVE NAMES]
  key "$1.key"
  openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"
  printf 'extendedKeyUsage=clientAuth,serverAuth\n%s\n' "${3:+subjectAltName=$3}" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -extfile "$1.ext" -days 365 -out "$1.crt" 2>/dev/null
}
kubeconfig() { # USER
  cat <<END
apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {server: "https://127.0.0.1:$port", certificate-authority: $directory/ca.crt}}]
users: [{name: me, user: {$1}}]
contexts: [{name: test, context: {cluster: test, user: me}}]
current-context: test
END
}
if [ ! -s kubelet-client.crt ]; then
  key ca.key
  openssl req -x509 -key ca.key -days 3650 -subj /CN=test-ca -out ca.crt
  key accounts.key
  openssl ec -in accounts.key -pubout -out accounts.pub 2>/dev/null
  certificate api /CN=kube-apiserver DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:10.0.0.1
  certificate admin /O=system:masters/CN=admin
  certificate kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client
fi
kubeconfig "client-certificate: $directory/admin.crt, client-key: $directory/admin.key" >kubeconfig
kubeconfig "token: abcdef.0123456789abcdef" >bootstrap.kubeconfig

# ---------------------------------------------------------------- programs
# Prints a flag if the program knows it.
known() { # PROGRAM FLAG
  local help
  help=$("$programs/$1" --help 2>&1)
  [[ $help != *[[:space:]]"${2%%=*}"[[:space:]=]* ]] || printf '%s\n' "$2"
}
flags_of() {
  case $1 in
    etcd)
      command=(etcd --data-dir "$directory/etcd" --logger zap --log-level warn
        --listen-client-urls "http://127.0.0.1:$etcd_port" --advertise-client-urls "http://127.0.0.1:$etcd_port"
        --listen-peer-urls "http://127.0.0.1:$etcd_peer_port") ;;
    api)
      # shellcheck disable=SC2206 # flags are separated by blanks
      command=(kube-apiserver "--etcd-servers=http://127.0.0.1:$etcd_port" "--secure-port=$port" --bind-address=127.0.0.1
        --tls-cert-file=api.crt --tls-private-key-file=api.key --client-ca-file=ca.crt
        --service-account-key-file=accounts.pub --service-account-signing-key-file=accounts.key
        --service-account-issuer=https://kubernetes.default.svc
        --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --enable-bootstrap-token-auth=true
        --allow-privileged=true --service-cluster-ip-range=10.0.0.0/24
        --kubelet-client-certificate=kubelet-client.crt --kubelet-client-key=kubelet-client.key
        --kubelet-preferred-address-types=InternalIP,Hostname
        ${ADVERTISE:+--advertise-address=$ADVERTISE} ${API_FLAGS:-}) ;;
    controllers)
      # shellcheck disable=SC2206
      command=(kube-controller-manager --kubeconfig=kubeconfig --service-account-private-key-file=accounts.key
        --root-ca-file=ca.crt --cluster-signing-cert-file=ca.crt --cluster-signing-key-file=ca.key
        --use-service-account-credentials=true --leader-elect=false --bind-address=127.0.0.1
        "--secure-port=${CONTROLLERS_PORT:-10257}" --kube-api-qps=200 --kube-api-burst=400
        $(known kube-controller-manager --port=0) ${CONTROLLER_FLAGS:-}) ;;
    scheduler)
      # shellcheck disable=SC2046
      command=(kube-scheduler --kubeconfig=kubeconfig --leader-elect=false --bind-address=127.0.0.1
        "--secure-port=${SCHEDULER_PORT:-10259}" --kube-api-qps=200 --kube-api-burst=400 $(known kube-scheduler --port=0)) ;;
    *) return 1 ;;
  esac
}
alive() { [ -s "$1.pid" ] && kill -0 "$(cat "$1.pid")" 2>/dev/null; }
start() {
  local command launch=(setsid nohup)
  ! alive "$1" || return 0
  flags_of "$1" || return 1
  [ -z "$guard" ] || launch=(setsid setpriv --pdeathsig KILL --)
  "${launch[@]}" "$programs/${command[0]}" "${command[@]:1}" >>"$1.log" 2>&1 </dev/null &
  echo $! >"$1.pid"
  disown
}
stop() { # NAME [SIGNAL]
  local pid
  alive "$1" || return 0
  pid=$(cat "$1.pid")
  kill -"${2:-TERM}" "$pid" 2>/dev/null || true
  for _ in $(seq 200); do kill -0 "$pid" 2>/dev/null || break; sleep .05; done
  kill -KILL "$pid" 2>/dev/null || true
  rm -f "$1.pid"
}
kubectl() { "$programs/kubectl" --kubeconfig "$directory/kubeconfig" --request-timeout=5s "$@"; }
ready() { # NAME
  case $1 in
    etcd) for _ in $(seq 200); do ! (: <"/dev/tcp/127.0.0.1/$etcd_port") 2>/dev/null || return 0; alive etcd || return 1; sleep .05; done ;;
    api) for _ in $(seq 150); do ! kubectl get --raw /readyz >/dev/null 2>&1 || return 0; alive api || return 1; sleep .1; done ;;
    *) return 0 ;;
  esac
  return 1
}
begin() { start "$1" && ready "$1" || die "$1 does not start: $(tail -n 3 "$directory/$1.log")"; }
all_down() {
  for name in scheduler controllers api etcd; do stop "$name" KILL; done
  cd / && rm -rf "$directory"
}
if [ -n "$guard" ]; then
  trap all_down EXIT
  # Whoever asked may be gone; that must not keep the rest from being taken down.
  trap '' PIPE
fi

# ---------------------------------------------------------------- up
begin etcd
begin api
start controllers
start scheduler
kubectl apply --validate=false -f - >/dev/null <<'END'
apiVersion: v1
kind: Secret
metadata: {name: bootstrap-token-abcdef, namespace: kube-system}
type: bootstrap.kubernetes.io/token
stringData:
  token-id: abcdef
  token-secret: 0123456789abcdef
  usage-bootstrap-authentication: "true"
  auth-extra-groups: system:bootstrappers:nodes
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: nodes-ask-for-certificates}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:node-bootstrapper"}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:bootstrappers:nodes"}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: nodes-get-certificates}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:certificates.k8s.io:certificatesigningrequests:nodeclient"}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:bootstrappers:nodes"}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: nodes-renew-certificates}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:certificates.k8s.io:certificatesigningrequests:selfnodeclient"}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:nodes"}]
END
# Until then admission refuses every pod.
accounts=
for _ in $(seq 200); do
  if kubectl get --raw /api/v1/namespaces/default/serviceaccounts/default >/dev/null 2>&1; then accounts=1; break; fi
  alive controllers || break
  sleep .1
done
[ -n "$accounts" ] || die "the controller manager does not work: $(tail -n 3 "$directory/controllers.log")"
alive scheduler || die "the scheduler does not start: $(tail -n 3 "$directory/scheduler.log")"
printf 'ready: export KUBECONFIG=%s/kubeconfig\n' "$directory"

# ---------------------------------------------------------------- guard
[ -n "$guard" ] || exit 0
while read -r verb name; do
  case $verb in
    start) if start "$name" && ready "$name"; then echo "done"; else echo "failed $(tail -n 1 "$name.log")"; fi ;;
    stop) stop "$name" && echo "done" ;;
    kill) stop "$name" KILL && echo "done" ;;
    pause) kill -STOP "$(cat "$name.pid")" && echo "done" ;;
    resume) kill -CONT "$(cat "$name.pid")" && echo "done" ;;
    *) echo "failed no such verb: $verb" ;;
  esac
done
