namespace Reeve.Kubernetes;

/// <summary>DNS settings of a pod.</summary>
public sealed record PodDNSConfig : KubernetesRecord
{
    /// <summary>IP addresses of name servers.</summary>
    public IReadOnlyList<string> Nameservers { get; init => field = value ?? []; } = [];

    /// <summary>Search domains.</summary>
    public IReadOnlyList<string> Searches { get; init => field = value ?? []; } = [];

    /// <summary>Resolver options.</summary>
    public IReadOnlyList<PodDNSConfigOption> Options { get; init => field = value ?? []; } = [];
}
