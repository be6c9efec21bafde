using Reeve.Host.CommandLine;

namespace Reeve.Host.Commands.Nodes;

/// <summary>The flags of <c>reeve node</c>.</summary>
internal static class NodeFlags
{
    /// <summary>Makes them. The names that other agents have for the same are aliases.</summary>
    public static IReadOnlyList<NodeFlag> Create() =>
    [
        // Each sets one key of the configuration; lists may be repeated, or separated by commas.
        NodeFlag.Of("node.kubeconfig", NodeFlag.Text("--kubeconfig", "FILE", "Kubeconfig of the cluster; by default $KUBECONFIG, ~/.kube/config, or the pod's service account.")),
        NodeFlag.Of("node.bootstrapKubeconfig", NodeFlag.Text("--bootstrap-kubeconfig", "FILE", "Kubeconfig with a bootstrap token, while the node has no certificate.", "--bootstrap-file")),
        NodeFlag.Of("node.credentialsKubeconfig", NodeFlag.Text("--credentials-kubeconfig", "FILE", "Kubeconfig for the Secrets of the provider's backend; by default they are read as the node.")),
        NodeFlag.Of("nodeName", NodeFlag.Text("--name", "NAME", "Name of the node; by default that of the machine.", "--nodename", "--hostname")),
        NodeFlag.Of("provider", PodArguments.Provider()),
        NodeFlag.Of("node.address", NodeFlag.Text("--address", "IP", "Address on which the kubelet API listens; by default all.", "--server-bind-ip")),
        NodeFlag.Of("node.port", NodeFlag.Text("--port", "PORT", "Port of the kubelet API, by default 10250; 0 for any that is free.", "--server-port")),
        NodeFlag.Of("node.addresses", NodeFlag.List("--node-ip", "IP", "Address by which the cluster reaches the node; may be repeated.")),
        NodeFlag.Of("node.labels", NodeFlag.List("--labels", "KEY=VALUE", "Labels of the node; may be repeated.", "--node-labels", "--tag")),
        NodeFlag.Of("node.taints", NodeFlag.List("--taints", "KEY=VALUE:EFFECT", "Taints at the registration, in place of the default one; may be repeated.", "--register-with-taints")),
        NodeFlag.Of("node.disableTaint", NodeFlag.Switch("--disable-taint", "Register without taints.")),
        NodeFlag.Of("node.lease", NodeFlag.Switch("--enable-node-lease", "Renew a lease as a heartbeat; on by default.")),
        NodeFlag.Of("node.reserved", NodeFlag.List("--reserved", "RESOURCE=QUANTITY", "What is kept from pods, such as cpu=500m; may be repeated.")),
        NodeFlag.Of("node.certFile", NodeFlag.Text("--certfile", "FILE", "Certificate of the kubelet API (PEM); by default the cluster signs one.", "--tls-cert-file", "--tls-cert", "--server-cert-file")),
        NodeFlag.Of("node.keyFile", NodeFlag.Text("--keyfile", "FILE", "Key of that certificate (PEM).", "--tls-private-key-file", "--tls-key", "--server-key-file")),
        NodeFlag.Of("node.clientCaFile", NodeFlag.Text("--client-ca-file", "FILE", "Authorities of clients of the kubelet API (PEM); by default the cluster's.")),
        NodeFlag.Of("node.staticPods", NodeFlag.Text("--static-pods", "PATH", "Directory or file with static pods: they run also without the API server.", "--pod-manifest-path")),
        NodeFlag.Of("node.podCidr", NodeFlag.Text("--pod-cidr", "CIDR", "Range of pod addresses that the node is registered with; by default none.")),
        NodeFlag.Of("pods.stopWorkloads", NodeFlag.Switch("--stop-workloads", "Stop the pods when the agent ends; otherwise they go on.")),
        NodeFlag.Of("clusterApi.insecureBind", NodeFlag.List("--insecure-bind", "ADDR", "Address off loopback on which the cluster API may listen without TLS, for everybody; may be repeated.")),
        .. StackableStart.Flags(),
        .. SystemkFlags.Create(),
    ];
}
