namespace Reeve.Workloads;

/// <summary>A volume of files with given content: configMap, secret, projected or downwardAPI.</summary>
public sealed record FilesVolume : VolumePlan
{
    /// <summary>The files, each path once.</summary>
    public IReadOnlyList<VolumeFile> Files { get; init; } = [];

    /// <summary>
    /// Changes whenever path, mode or content of any file changes: a digest. A mounted volume is replaced as a whole,
    /// atomically, when it differs.
    /// </summary>
    public required string Revision { get; init; }

    /// <summary>Whether it holds secrets: memory only, never on a disk of the agent.</summary>
    public bool Sensitive { get; init; }
}
