namespace Reeve.Kubernetes;

/// <summary>A point where traffic enters.</summary>
public sealed record LoadBalancerIngress : KubernetesRecord
{
    /// <summary>Address.</summary>
    public string? Ip { get; init; }

    /// <summary>Name.</summary>
    public string? Hostname { get; init; }

    /// <summary><c>VIP</c> or <c>Proxy</c>.</summary>
    public string? IpMode { get; init; }

    /// <summary>Ports.</summary>
    public IReadOnlyList<PortStatus> Ports { get; init => field = value ?? []; } = [];
}
