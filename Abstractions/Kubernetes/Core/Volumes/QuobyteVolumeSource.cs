namespace Reeve.Kubernetes;

/// <summary>Deprecated: a Quobyte volume.</summary>
public sealed record QuobyteVolumeSource : KubernetesRecord
{
    /// <summary>Addresses of the registries, comma-separated.</summary>
    public string Registry { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the volume.</summary>
    public string Volume { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>User for the mount.</summary>
    public string? User { get; init; }

    /// <summary>Group for the mount.</summary>
    public string? Group { get; init; }

    /// <summary>Tenant that owns the volume.</summary>
    public string? Tenant { get; init; }
}
