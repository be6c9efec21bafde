#!/usr/bin/env bash
# Makes a machine of eng/components/systemd one on which kubeadm can make a cluster, without making one.
#
# Usage:  NETWORK=1 .../systemd/up.sh MACHINE; MACHINE/enter eng/components/kubeadm/machine.sh DIRECTORY
#
#   DIRECTORY   a directory on a disk, the same inside and outside: overlayfs does not stack on the machine's own overlay. Images,
#               containers and volumes are kept there.
#
# Needs the Debian packages containerd, runc, conntrack, iptables, iproute2 and containernetworking-plugins.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

directory=${1:?directory}
[ "$(cat /etc/hostname)" = reeve-systemd ] || die "this belongs inside a machine of eng/components/systemd"
"$here/build.sh" --find >/dev/null

# The kubelet ends at start without one.
[ -e /dev/kmsg ] || ln -s /dev/null /dev/kmsg
# Nobody answers names here: asking says so at once.
echo 'nameserver 127.0.0.1' >/etc/resolv.conf
printf '127.0.0.1 localhost\n10.98.0.10 machine %s\n' "$(hostname)" >/etc/hosts
# It sets kernel parameters that are the machine's; here it finds them as it wants them.
tunable() { # PATH VALUE
  local file=$directory/${1//\//.}
  printf '%s\n' "$2" >"$file"
  mount --bind "$file" "/proc/sys/$1"
}
mkdir -p "$directory"
tunable vm/overcommit_memory 1
tunable kernel/panic 10
tunable kernel/panic_on_oops 1
# What others run on the machine must not show here; they may be writing it just now.
mkdir -p "$directory/kube" /root/.kube
mount --bind "$directory/kube" /root/.kube
# The kubelet asks how much room there is, too.
for data in containerd kubelet; do
  mkdir -p "$directory/$data" "/var/lib/$data"
  mount --bind "$directory/$data" "/var/lib/$data"
done

mkdir -p /etc/systemd/system/multi-user.target.wants # as on every Debian
# Debian 12 has no crictl. kubeadm makes these calls.
cat >/usr/local/bin/crictl <<'END'
#!/bin/sh
while [ "${1#-}" != "$1" ]; do [ "$1" != -r ] || shift; shift; done
case $1 in
  info) exec ctr -n k8s.io version ;;
  inspecti | pull) ctr -n k8s.io images ls -q | grep -qx -- "$2" ;;
  pods) ;;
  *) echo "crictl: no $1 here" >&2; exit 1 ;;
esac
END
chmod 755 /usr/local/bin/crictl

# systemd reads the table of mounts whole, but at most five times a second, then after a pause: until it has seen the last of them, a listing of
# its units is not that of this machine.
until systemctl --quiet is-active var-lib-kubelet.mount; do sleep 0.1; done
