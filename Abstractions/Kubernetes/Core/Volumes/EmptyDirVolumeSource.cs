namespace Reeve.Kubernetes;

/// <summary>An empty directory that lives as long as the pod.</summary>
public sealed record EmptyDirVolumeSource : KubernetesRecord
{
    /// <summary>One of <see cref="VolumeMediums"/>.</summary>
    public string? Medium { get; init; }

    /// <summary>Most bytes it may hold; null or zero is no limit.</summary>
    public Quantity? SizeLimit { get; init; }
}
