using System.Text.Json.Nodes;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Configuration.Proxies;

/// <summary>A proxy that an agent runs.</summary>
internal sealed record ProxyPlan
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The provider that serves it.</summary>
    public required string Provider { get; init; }

    /// <summary>Options of this instance of the provider, over those of all; null for none.</summary>
    public JsonObject? Options { get; init; }

    /// <summary>What is served as long as nobody has applied anything; null for nothing.</summary>
    public ProxySpec? Initial { get; init; }

    /// <summary>Certificates that are kept fresh.</summary>
    public IReadOnlyList<CertificateOptions> Certificates { get; init; } = [];

    /// <summary>The cluster that it is fed from; null for none.</summary>
    public KubernetesEntry? Kubernetes { get; init; }
}
