# The file of flags of a Stackable agent, whose bootstrap file is an administrator's kubeconfig.
install -D -m 600 /tmp/plane/kubeconfig /etc/stackable/stackable-agent/bootstrap-kubelet.conf
install -D -m 644 /dev/stdin /etc/stackable/agent/agent.conf <<'END'
--hostname=agent1
--tag=example.org/rack=7
END
