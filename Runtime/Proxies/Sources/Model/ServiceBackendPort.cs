using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>A port by its name or its number.</summary>
internal sealed record ServiceBackendPort : KubernetesRecord
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its number.</summary>
    public int? Number { get; init; }
}
