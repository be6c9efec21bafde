namespace Reeve.Kubernetes;

/// <summary>Deprecated: a Flocker volume.</summary>
public sealed record FlockerVolumeSource : KubernetesRecord
{
    /// <summary>Name of the dataset.</summary>
    public string? DatasetName { get; init; }

    /// <summary>UUID of the dataset.</summary>
    public string? DatasetUUID { get; init; }
}
