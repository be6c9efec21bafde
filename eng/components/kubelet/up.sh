#!/usr/bin/env bash
# Starts a real kubelet with containerd inside a booted systemd (eng/components/systemd), as a node of a running control
# plane (eng/components/kubernetes). Both go with that systemd.
#
# Usage:  MACHINE/enter eng/components/kubelet/up.sh DIRECTORY KUBECONFIG CA NAME ADDRESS
#
#   DIRECTORY   a directory on a disk, the same inside and outside: overlayfs does not stack on the machine's own overlay
#   KUBECONFIG  with the identity system:node:NAME
#   CA          the authority of the cluster's clients
#   ADDRESS     what the API server reaches the node at; the kubelet listens there on port 10250
#
# Containers get a bridge in the network namespace that this runs in: give it one of its own.
# There is one image, k8s.gcr.io/pause:3.2, which is also docker.io/library/busybox:1.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

directory=${1:?directory} kubeconfig=${2:?kubeconfig} ca=${3:?authority} name=${4:?name} address=${5:?address}
files=$("$here/programs.sh" --find)
[ "$(cat /etc/hostname)" = reeve-systemd ] || die "this belongs inside a machine of eng/components/systemd"
mkdir -p "$directory"
cd "$directory"

# The kubelet ends at start without one.
[ -e /dev/kmsg ] || ln -s /dev/null /dev/kmsg
# It sets kernel parameters that are the machine's; here it finds them as it wants them.
tunable() { # PATH VALUE
  local file=$directory/${1//\//.}
  [ "$(cat "/proc/sys/$1")" != "$2" ] || return 0
  printf '%s\n' "$2" >"$file"
  mount --bind "$file" "/proc/sys/$1"
}
tunable vm/overcommit_memory 1
tunable kernel/panic 10
tunable kernel/panic_on_oops 1
# Those of the network are this network namespace's own: plugins change them.
install -d /run/test-proc
mount -t proc proc /run/test-proc
mount --bind /run/test-proc/sys/net /proc/sys/net
install -d /etc/cni/net.d /opt/cni/bin /etc/kubernetes/manifests
install -m 755 "$files"/bin/* /usr/local/bin/
install -m 755 "$files"/cni/* /opt/cni/bin/

cat >/etc/cni/net.d/10-test.conflist <<'END'
{"cniVersion": "0.4.0", "name": "test", "plugins": [
  {"type": "bridge", "bridge": "cni0", "isGateway": true, "ipam": {"type": "host-local", "subnet": "10.88.0.0/24", "routes": [{"dst": "0.0.0.0/0"}]}}]}
END
cat >containerd.toml <<END
version = 2
root = "$directory/containerd"
state = "/run/containerd"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "k8s.gcr.io/pause:3.2"
  restrict_oom_score_adj = true
END
cat >kubelet.yaml <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $address
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $ca}}
authorization: {mode: Webhook}
cgroupDriver: cgroupfs
failSwapOn: false
evictionHard: {}
staticPodPath: /etc/kubernetes/manifests
resolvConf: /etc/resolv.conf
END

# ---------------------------------------------------------------- an image: busybox and its applets
image=$(mktemp -d)
mkdir -p "$image/layer/bin" "$image/layer/tmp" "$image/layer/etc"
install -m 755 "$files/bin/busybox" "$image/layer/bin/busybox"
for applet in $("$files/bin/busybox" --list); do [ "$applet" = busybox ] || ln -s busybox "$image/layer/bin/$applet"; done
printf 'root:x:0:0:root:/:/bin/sh\n' >"$image/layer/etc/passwd"
tar -C "$image/layer" --owner 0 --group 0 -cf "$image/layer.tar" .
digest() { sha256sum "$1" | cut -d ' ' -f 1; }
printf '{"architecture":"%s","os":"linux","config":{"Env":["PATH=/bin"],"Entrypoint":["/bin/sleep","2147483647"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
  "$(dpkg --print-architecture)" "$(digest "$image/layer.tar")" >"$image/config.json"
printf '[{"Config":"config.json","RepoTags":["k8s.gcr.io/pause:3.2","docker.io/library/busybox:1"],"Layers":["layer.tar"]}]' >"$image/manifest.json"
tar -C "$image" -cf image.tar config.json manifest.json layer.tar
rm -rf "$image"

# ---------------------------------------------------------------- services
systemd-run --quiet --unit=containerd --property=Delegate=yes --property=KillMode=process \
  containerd --config "$directory/containerd.toml" --address /run/containerd/containerd.sock
for _ in $(seq 100); do ! ctr version >/dev/null 2>&1 || break; sleep .1; done
ctr --namespace k8s.io images import image.tar >/dev/null || die "containerd does not work: $(journalctl --no-pager --lines=5 --unit=containerd)"
systemd-run --quiet --unit=kubelet --property=KillMode=process \
  kubelet --config="$directory/kubelet.yaml" --kubeconfig="$kubeconfig" --hostname-override="$name" --node-ip="$address" \
  --root-dir="$directory/kubelet" --cert-dir="$directory/pki" --container-runtime=remote --container-runtime-endpoint=unix:///run/containerd/containerd.sock
