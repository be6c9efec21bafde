namespace Reeve.Workloads;

/// <summary>A path of the machine.</summary>
public sealed record HostPathVolume : VolumePlan
{
    /// <summary>Absolute and normalised.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// What must be there, as in the API: empty (no check), <c>DirectoryOrCreate</c>, <c>Directory</c>, <c>FileOrCreate</c>,
    /// <c>File</c>, <c>Socket</c>, <c>CharDevice</c>, <c>BlockDevice</c>.
    /// </summary>
    public string Type { get; init; } = "";
}
