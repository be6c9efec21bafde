using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>A port of the pods behind a service.</summary>
internal sealed record EndpointPort : KubernetesRecord
{
    /// <summary>The name of the service's port.</summary>
    public string? Name { get; init; }

    /// <summary>The pods' port.</summary>
    public int? Port { get; init; }

    /// <summary>One of <see cref="Protocols"/>.</summary>
    public string? Protocol { get; init; }
}
