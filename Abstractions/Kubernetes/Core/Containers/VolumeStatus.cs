namespace Reeve.Kubernetes;

/// <summary>What stands behind a mounted volume.</summary>
public sealed record VolumeStatus : KubernetesRecord
{
    /// <summary>The image, for image volumes.</summary>
    public ImageVolumeStatus? Image { get; init; }
}
