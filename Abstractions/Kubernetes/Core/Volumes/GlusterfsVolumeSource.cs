namespace Reeve.Kubernetes;

/// <summary>Deprecated: a GlusterFS volume.</summary>
public sealed record GlusterfsVolumeSource : KubernetesRecord
{
    /// <summary>Name of the endpoints.</summary>
    public string Endpoints { get; init => field = value ?? ""; } = "";

    /// <summary>Path of the volume.</summary>
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }
}
