namespace Reeve.Kubernetes;

/// <summary>How a volume is mounted in a container.</summary>
public sealed record VolumeMountStatus : KubernetesRecord
{
    /// <summary>Name of the volume.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Path in the container.</summary>
    public string MountPath { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>One of <see cref="RecursiveReadOnlyModes"/>.</summary>
    public string? RecursiveReadOnly { get; init; }

    /// <summary>What is mounted.</summary>
    public VolumeStatus? VolumeStatus { get; init; }
}
