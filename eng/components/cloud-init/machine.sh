#!/usr/bin/env bash
# Makes a machine of eng/components/systemd one as a cloud boots it: from an image that has Kubernetes' programs and Debian's cloud-init, with a
# configuration drive of OpenStack. cloud-init is not started: "systemctl start cloud-init-local cloud-init cloud-config cloud-final" does that.
#
# Usage:  NETWORK=bare .../systemd/up.sh MACHINE; MACHINE/enter eng/components/cloud-init/machine.sh DIRECTORY DRIVE VERSION POD-SUBNET IMAGE...
#
#   DIRECTORY    see eng/components/kubeadm/machine.sh
#   DRIVE        what the drive holds: openstack/latest/meta_data.json and user_data (https://docs.openstack.org/nova/latest/user/metadata.html)
#   VERSION      of Kubernetes: one that eng/components/kubeadm has
#   POD-SUBNET   of the pods on this machine
#   IMAGE        of that version's images those that containerd has: kube-proxy, pause...
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

directory=${1:?directory} drive=${2:?drive} version=${3:?version} subnet=${4:?pod subnet}
shift 4
"$here/../kubeadm/machine.sh" "$directory"
programs=$("$here/../kubeadm/build.sh" --find)/$version
packages=$("$here/build.sh" --find)

# ---------------------------------------------------------------- an image's: nobody but root, no parameters, no network of pods
sed -i -E '/^[^:]*:[^:]*:[0-9]{4}:/d' /etc/passwd
rm -rf /etc/sysctl.d/* /etc/cni/net.d/* /etc/kubernetes /etc/containerd/config.toml
# Swap and modules are of the kernel, which is everybody's: there is no swap here, and modprobe finds no module to load.
printf 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n' >"$directory/swaps"
mount --bind "$directory/swaps" /proc/swaps
: >/etc/resolv.conf
# systemd changes the mode of what it writes to, which here is a link to what everybody writes to.
rm /dev/console
mknod -m 600 /dev/console c 1 3

# ---------------------------------------------------------------- Kubernetes, as its packages and those of CNI install it
for program in kubeadm kubelet kubectl; do
  : >"/usr/bin/$program"
  mount --bind "$programs/bin/$program" "/usr/bin/$program" # not everybody may go where they lie
done
mkdir -p /opt/cni /etc/systemd/system/kubelet.service.d /etc/cni/net.d
ln -sfn /usr/lib/cni /opt/cni/bin
cat >/etc/systemd/system/kubelet.service <<'END'
[Unit]
Description=kubelet
[Service]
ExecStart=/usr/bin/kubelet
Restart=always
StartLimitInterval=0
RestartSec=2
[Install]
WantedBy=multi-user.target
END
cat >/etc/systemd/system/kubelet.service.d/10-kubeadm.conf <<'END'
[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS
END
cat >/etc/cni/net.d/10-bridge.conflist <<END
{"cniVersion": "0.4.0", "name": "bridge", "plugins": [{"type": "bridge", "bridge": "cni0", "isGateway": true, "ipMasq": true,
  "ipam": {"type": "host-local", "subnet": "$subnet", "routes": [{"dst": "0.0.0.0/0"}]}}]}
END
# Not every root may raise a process above its own chances of survival; containerd here does not try.
cat >/usr/local/bin/containerd <<'END'
#!/bin/sh
if [ "$*" = "config default" ]; then /usr/bin/containerd config default | sed 's/restrict_oom_score_adj = false/restrict_oom_score_adj = true/'; else exec /usr/bin/containerd "$@"; fi
END
chmod 755 /usr/local/bin/containerd
systemctl daemon-reload
systemctl start containerd
for image in "$@"; do ctr -n k8s.io images import "$programs/images/$image.tar" >/dev/null; done
sandbox=$(containerd config default | sed -n 's/^ *sandbox_image = "\(.*\)"$/\1/p')
ctr -n k8s.io images tag --force k8s.gcr.io/pause:3.2 "$sandbox" >/dev/null
systemctl stop containerd

# ---------------------------------------------------------------- cloud-init, as its package installs it
for part in etc lib usr; do cp -a "$packages/$part/." "/$part/"; done
cat >/etc/cloud/cloud.cfg.d/90-place.cfg <<'END'
datasource_list: [ConfigDrive]
# Whoever boots the machine has given it its address.
network: {config: disabled}
# What its image would have.
locale: false
ssh_genkeytypes: [ed25519]
END
rm -rf /var/lib/cloud
mkdir -p /var/lib/cloud/seed
cp -r "$drive" /var/lib/cloud/seed/config_drive
systemctl daemon-reload
