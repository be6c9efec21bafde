#!/bin/bash
# Makes a cluster with kubeadm as somebody does who has no agent.
#
# Usage:  by-hand.sh PROGRAMS IMAGES prepare | whole | half PATH
#
#   prepare   containerd with the images, and a kubelet that is ready to be started
#   whole     kubeadm init
#   half      kubeadm init, killed as soon as there is PATH
set -euo pipefail
programs=$1 images=$2
export PATH=$programs:$PATH

prepare() {
  sysctl -q -w net.ipv4.ip_forward=1
  mkdir -p /etc/containerd /etc/cni/net.d
  cat >/etc/containerd/config.toml <<'END'
version = 2
[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "k8s.gcr.io/pause:3.2"
restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "/usr/lib/cni"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
SystemdCgroup = true
END
  systemctl restart containerd
  for archive in "$images"/*.tar; do ctr -n k8s.io images import "$archive" >/dev/null; done
  cat >/etc/systemd/system/kubelet.service <<END
[Service]
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
ExecStart=$programs/kubelet --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml \$KUBELET_KUBEADM_ARGS
Restart=always
RestartSec=2
[Install]
WantedBy=multi-user.target
END
  systemctl daemon-reload
  systemctl --quiet enable kubelet
  cat >/root/kubeadm.yaml <<'END'
apiVersion: kubeadm.k8s.io/v1beta2
kind: InitConfiguration
localAPIEndpoint: {advertiseAddress: 10.98.0.10}
nodeRegistration: {name: machine, criSocket: "unix:///run/containerd/containerd.sock", taints: []}
---
apiVersion: kubeadm.k8s.io/v1beta2
kind: ClusterConfiguration
kubernetesVersion: v1.20.2
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: systemd
failSwapOn: false
---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
conntrack: {maxPerCore: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
END
}

case $3 in
  prepare) prepare ;;
  whole) kubeadm init --config /root/kubeadm.yaml ;;
  half)
    kubeadm init --config /root/kubeadm.yaml &
    until [ -e "$4" ]; do kill -0 $!; sleep 0.05; done
    kill -KILL $!
    ! wait $!
    ;;
esac
