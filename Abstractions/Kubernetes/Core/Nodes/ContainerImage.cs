namespace Reeve.Kubernetes;

/// <summary>An image on a node.</summary>
public sealed record ContainerImage : KubernetesRecord
{
    /// <summary>Names by which it is known.</summary>
    public IReadOnlyList<string> Names { get; init => field = value ?? []; } = [];

    /// <summary>Size in bytes.</summary>
    public long? SizeBytes { get; init; }
}
