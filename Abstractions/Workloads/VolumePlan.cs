namespace Reeve.Workloads;

/// <summary>
/// What a volume of a pod holds, ready to be written or uploaded. One of <see cref="FilesVolume"/>,
/// <see cref="EmptyDirVolume"/>, <see cref="HostPathVolume"/>, <see cref="ClaimVolume"/>, <see cref="ImageVolume"/>.
/// </summary>
public abstract record VolumePlan
{
    private protected VolumePlan()
    {
    }

    /// <summary>The volume's name in the pod (RFC 1123 label).</summary>
    public required string Name { get; init; }
}
