# A control plane, with the administrator's kubeconfig where tools look for it, and where k3s and Rancher keep theirs.
(
  set -e
  "$REPOSITORY/eng/components/kubernetes/up.sh" /tmp/plane > /tmp/plane.log 2>&1 < /dev/null || { cat /tmp/plane.log; exit 1; }
  install -D -m 600 /tmp/plane/kubeconfig .kube/config
  install -D -m 600 /tmp/plane/kubeconfig k3s/admin.kubeconfig
  install -D -m 600 /tmp/plane/kubeconfig .rancher/k3s/server/cred/admin.kubeconfig
)
