using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>Another object: a gateway, a secret or a service.</summary>
internal sealed record SourceReference : KubernetesRecord
{
    /// <summary>Its group.</summary>
    public string? Group { get; init; }

    /// <summary>Its kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Its namespace; null for that of who refers to it.</summary>
    public string? Namespace { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Of a gateway: the listener; null for all.</summary>
    public string? SectionName { get; init; }

    /// <summary>A port of it.</summary>
    public int? Port { get; init; }

    /// <summary>Of a service: its share of the requests.</summary>
    public int? Weight { get; init; }
}
