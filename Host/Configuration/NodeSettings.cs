using Reeve.Runtime.Nodes.Certificates;

namespace Reeve.Host.Configuration;

/// <summary>Settings of a node in a cluster.</summary>
internal sealed record NodeSettings
{
    /// <summary>The kubeconfig.</summary>
    [Setting(
        "The kubeconfig by which the node reaches its cluster. With a bootstrap kubeconfig it is written once the cluster has signed the "
        + "node's certificate.",
        Default = "`$KUBECONFIG`, then `~/.kube/config`, then the service account of the pod that the agent runs in",
        Flag = "--kubeconfig",
        IsPath = true)]
    public string? Kubeconfig { get; init; }

    /// <summary>The bootstrap kubeconfig.</summary>
    [Setting(
        "A kubeconfig with a bootstrap token, by which the node asks for its client certificate as long as it has none that is valid.",
        Flag = "--bootstrap-kubeconfig",
        IsPath = true)]
    public string? BootstrapKubeconfig { get; init; }

    /// <summary>The kubeconfig for credentials.</summary>
    [Setting(
        "A kubeconfig of its own for the Secrets with which a provider reaches its backend, such as SSH keys. It has to let its user `get` these "
        + "Secrets, and may name another cluster.",
        Default = "they are read as the node",
        Flag = "--credentials-kubeconfig",
        IsPath = true)]
    public string? CredentialsKubeconfig { get; init; }

    /// <summary>The address to listen on.</summary>
    [Setting("The address on which the kubelet API listens. A single address is also the one by which the node is known to its cluster.", Flag = "--address")]
    public string Address { get; init; } = "0.0.0.0";

    /// <summary>The port to listen on.</summary>
    [Setting("The port of the kubelet API. Each node of an agent needs its own; 0 takes any that is free.", Flag = "--port")]
    public int Port { get; init; } = 10250;

    /// <summary>Addresses of the node.</summary>
    [Setting(
        "Addresses by which the cluster reaches the node (`status.addresses` of type InternalIP), best first.",
        Default = "those that the provider knows",
        Flag = "--node-ip")]
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Addresses for the world outside.</summary>
    [Setting("Addresses of the node for the world outside its cluster (`status.addresses` of type ExternalIP).", Flag = "--external-ip")]
    public IReadOnlyList<string> ExternalAddresses { get; init; } = [];

    /// <summary>The range of pods' addresses.</summary>
    [Setting("The range of pod addresses that the node is registered with (`spec.podCIDR`), where nobody else assigns one.", Flag = "--pod-cidr")]
    public string? PodCidr { get; init; }

    /// <summary>The host name.</summary>
    [Setting("The host name of the node: the label `kubernetes.io/hostname` and the address of type Hostname.", Default = "the node's name")]
    public string? HostName { get; init; }

    /// <summary>Labels.</summary>
    [Setting("Labels of the node, each as `key=value`, or as a mapping.", Flag = "--labels", IsPairs = true)]
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Annotations.</summary>
    [Setting("Annotations of the node, each as `key=value`, or as a mapping.", IsPairs = true)]
    public IReadOnlyList<string> Annotations { get; init; } = [];

    /// <summary>Taints.</summary>
    [Setting(
        "Taints that the node gets when it is registered, each as `key=value:Effect` or `key:Effect`, in place of the default one.",
        Default = "`virtual-kubelet.io/provider=PROVIDER:NoSchedule`",
        Flag = "--taints")]
    public IReadOnlyList<string>? Taints { get; init; }

    /// <summary>No taints.</summary>
    [Setting("Whether the node is registered without taints.", Flag = "--disable-taint")]
    public bool DisableTaint { get; init; }

    /// <summary>The lease.</summary>
    [Setting("Whether the node renews a lease in `kube-node-lease`, as nodes do. Without it the status is the heartbeat, written every 10 s.", Flag = "--enable-node-lease")]
    public bool Lease { get; init; } = true;

    /// <summary>Reserved resources.</summary>
    [Setting("What is kept from pods, each as `resource=quantity`, such as `cpu=500m`, or as a mapping.", Flag = "--reserved", IsPairs = true)]
    public IReadOnlyList<string> Reserved { get; init; } = [];

    /// <summary>The provider id.</summary>
    [Setting("The machine's identity in its cloud, as `provider://id` (`spec.providerID`).")]
    public string? ProviderId { get; init; }

    /// <summary>The certificate file.</summary>
    [Setting(
        "PEM file of the certificate of the kubelet API, with its chain after it; it is read again when it changes.",
        Default = "the cluster signs one (`kubernetes.io/kubelet-serving`)",
        Flag = "--certfile",
        IsPath = true)]
    public string? CertFile { get; init; }

    /// <summary>The key file.</summary>
    [Setting("PEM file of that certificate's key: PKCS #8, PKCS #1 or EC, not encrypted.", Flag = "--keyfile", IsPath = true)]
    public string? KeyFile { get; init; }

    /// <summary>Who may call.</summary>
    [Setting(
        "PEM file of the certificate authorities whose client certificates the kubelet API accepts.",
        Default = "the certificate authorities of the kubeconfig's cluster",
        Flag = "--client-ca-file",
        IsPath = true)]
    public string? ClientCaFile { get; init; }

    /// <summary>Until there is a certificate.</summary>
    [Setting(
        "What happens until the cluster has signed the certificate of the kubelet API: `selfsigned` serves with one that the node signed "
        + "itself, `wait` refuses connections, and the node is not ready.")]
    public ServingCertificatePolicy ServingCertificate { get; init; } = ServingCertificatePolicy.SelfSigned;

    /// <summary>Shutdown.</summary>
    [Setting(
        "How long pods may take to end when the agent is ended by SIGTERM, in order of priority, critical ones last. With 0s they go on, "
        + "and the next agent adopts them.")]
    public Duration ShutdownGracePeriod { get; init; }

    /// <summary>Shutdown of critical pods.</summary>
    [Setting("The part of the shutdown grace period that is kept for critical pods (priority 2000000000 and above).")]
    public Duration ShutdownGracePeriodCriticalPods { get; init; }

    /// <summary>The API server as pods see it.</summary>
    [Setting(
        "What pods on the host's network, and those of providers without a pod network, are told as the address of the API server "
        + "(`KUBERNETES_SERVICE_HOST` and its kin), as `host:port`.",
        Default = "the server of the kubeconfig")]
    public string? KubernetesApi { get; init; }

    /// <summary>Static pods.</summary>
    [Setting(
        "A directory, or a file, with manifests of static pods: they run also without the API server, which shows mirrors of them.",
        Flag = "--static-pods",
        IsPath = true)]
    public string? StaticPods { get; init; }

    /// <summary>The machine's logs.</summary>
    [Setting(
        "A directory of the machine, such as `/var/log`, that `/logs/` of the kubelet API shows to those who may read `nodes/log`.",
        Default = "none; `/logs/` is off",
        IsPath = true)]
    public string? LogDirectory { get; init; }

    /// <summary>Whether the machine's journal may be asked.</summary>
    [Setting("Whether `/logs/?query=SERVICE` of the kubelet API answers with what services of the machine wrote into its journal, to those who may read `nodes/log`.")]
    public bool LogQuery { get; init; }

    /// <summary>Whether the process may be looked into.</summary>
    [Setting("Whether `/debug/` of the kubelet API answers, to those who may use `nodes/proxy`.")]
    public bool Debug { get; init; }

    /// <summary>Thresholds.</summary>
    public PressureOptions Pressure { get; init; } = new();
}
