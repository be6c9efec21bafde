using Reeve.Runtime.Proxies.Sources;

namespace Reeve.Host.Configuration.Proxies;

/// <summary><c>proxies[].kubernetes</c> as it is written.</summary>
internal sealed record KubernetesEntry
{
    /// <summary>The kubeconfig; null for the usual one.</summary>
    public string? Kubeconfig { get; set; }

    /// <summary>The context of it.</summary>
    public string? Context { get; set; }

    /// <summary>A cluster that this agent looks after, instead.</summary>
    public string? Cluster { get; set; }

    public string Name { get; set; } = "kube";

    public IReadOnlyList<string> Addresses { get; set; } = [];

    public string? Namespace { get; set; }

    public string Bind { get; set; } = "";

    public int HttpPort { get; set; } = 80;

    public int HttpsPort { get; set; } = 443;

    public string? LoadBalancerClass { get; set; }

    public string IngressClass { get; set; } = "reeve";

    public bool IngressWithoutClass { get; set; }

    public string GatewayClass { get; set; } = "reeve";

    public bool Pods { get; set; }

    /// <summary>The same for the runtime.</summary>
    public KubernetesSourceOptions ToOptions() => new()
    {
        Name = Name,
        Addresses = Addresses,
        Namespace = Namespace,
        Bind = Bind,
        HttpPort = HttpPort,
        HttpsPort = HttpsPort,
        LoadBalancerClass = LoadBalancerClass,
        IngressClass = IngressClass,
        IngressWithoutClass = IngressWithoutClass,
        GatewayClass = GatewayClass,
        Pods = Pods,
    };
}
