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

    /// <summary>
    /// The content cannot be read at present (the API server is away while the agent starts anew): what an earlier start of this pod wrote
    /// stays. An update brings the content later.
    /// </summary>
    public bool IsKept { get; init; }

    /// <summary>
    /// With <see cref="IsKept"/>: where nothing is left of an earlier start (a start of the machine emptied its memory), <see cref="Files"/>
    /// stand in. Without it such a volume cannot be used before its content can be read.
    /// </summary>
    public bool HasStandIn { get; init; }

    /// <summary>Names a volume that stays as it is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sensitive">Whether it holds secrets.</param>
    public static FilesVolume Kept(string name, bool sensitive) => new() { Name = name, Revision = "", Sensitive = sensitive, IsKept = true };
}
