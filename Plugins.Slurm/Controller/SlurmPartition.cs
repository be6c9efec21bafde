namespace Reeve.Plugins.Slurm.Controller;

/// <summary>What a partition offers.</summary>
internal sealed record SlurmPartition
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it takes and starts jobs: UP, with at least one node that is not drained or down.</summary>
    public required bool IsAvailable { get; init; }

    /// <summary>Why not, for people; empty if it does.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Processors of all its nodes.</summary>
    public required long Cpus { get; init; }

    /// <summary>Memory of all its nodes, bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Temporary disk of all its nodes, bytes.</summary>
    public long TemporaryDiskBytes { get; init; }

    /// <summary>Generic resources of all its nodes by name: <c>gpu</c>, <c>gpu:a100</c>.</summary>
    public IReadOnlyDictionary<string, long> GenericResources { get; init; } = new Dictionary<string, long>();

    /// <summary>Features of its nodes, each once.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>How many nodes it has.</summary>
    public int NodeCount { get; init; }

    /// <summary>How many of them take jobs.</summary>
    public int AvailableNodeCount { get; init; }

    /// <summary>Longest time of a job; null without limit.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>Slurm's version: <c>22.05.8</c>.</summary>
    public string Version { get; init; } = "";

    /// <summary>The cluster's name.</summary>
    public string Cluster { get; init; } = "";
}
