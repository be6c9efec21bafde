namespace Reeve.Plugins.Slurm.Jobs.Volumes;

/// <summary>Where a volume is on the cluster.</summary>
internal sealed record VolumePlace
{
    /// <summary>Absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>What the runner makes or checks there: a hostPath type, <c>Memory</c>, <c>Scratch</c>; null for nothing.</summary>
    public string? Kind { get; init; }

    /// <summary>Mounted for reading only, whatever a container says.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether the runner may make directories below it for subPath.</summary>
    public bool MakesSubPaths { get; init; } = true;
}
