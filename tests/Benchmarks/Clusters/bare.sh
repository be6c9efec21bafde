#!/usr/bin/env bash
# Makes by hand the cluster that the agent makes.
#
# Usage:  bare.sh FILES PROGRAMS IMAGES MANIFEST
#   FILES      archive of the files that the agent has written for it
#   PROGRAMS   directory of kubeadm, kubelet and kubectl
#   IMAGES     directory of archives
#   MANIFEST   applied once there is an API server
set -euo pipefail
export PATH=$2:$PATH KUBECONFIG=/etc/kubernetes/admin.conf
tar --directory / --extract --file "$1"
sysctl --quiet --load=/etc/sysctl.d/90-reeve-kubernetes.conf
systemctl daemon-reload
systemctl start containerd
for archive in "$3"/*.tar; do ctr --namespace k8s.io images import "$archive"; done
systemctl enable kubelet
kubeadm init --config /var/lib/reeve-kubeadm/kubeadm.yaml --skip-token-print
kubectl apply --filename "$4"
kubectl wait --for=condition=Ready node/machine --timeout=120s
# Before, no pod is let in.
until kubectl get serviceaccount default >/dev/null 2>&1; do sleep 0.2; done
