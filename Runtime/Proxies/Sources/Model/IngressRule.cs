using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>Paths of a host.</summary>
internal sealed record IngressRule : KubernetesRecord
{
    /// <summary>The host; null for all.</summary>
    public string? Host { get; init; }

    /// <summary>Paths.</summary>
    public IngressHttp? Http { get; init; }
}
