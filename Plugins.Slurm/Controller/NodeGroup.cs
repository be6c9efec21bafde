namespace Reeve.Plugins.Slurm.Controller;

/// <summary>Equal nodes of a partition.</summary>
internal sealed record NodeGroup
{
    /// <summary>The partition.</summary>
    public required string Partition { get; init; }

    /// <summary>Whether that is the cluster's default.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Whether the partition takes and starts jobs.</summary>
    public bool IsUp { get; init; }

    /// <summary>Longest time of a job there; null without limit.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>How many nodes.</summary>
    public required int Count { get; init; }

    /// <summary>State and flags of each, lower case: <c>idle</c>, <c>drain</c>.</summary>
    public required IReadOnlyList<string> States { get; init; }

    /// <summary>Processors of each.</summary>
    public required long Cpus { get; init; }

    /// <summary>Memory of each, MiB.</summary>
    public required long MemoryMegabytes { get; init; }

    /// <summary>Temporary disk of each, MiB.</summary>
    public long DiskMegabytes { get; init; }

    /// <summary>Generic resources of each, as Slurm writes them: <c>gpu:a100:4(S:0-1),shard:16</c>.</summary>
    public string GenericResources { get; init; } = "";

    /// <summary>Features of each: <c>avx512,ib</c>.</summary>
    public string Features { get; init; } = "";

    /// <summary>Why they are drained or down.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether they take jobs. Powered down ones do: Slurm wakes them.</summary>
    public bool IsAvailable => !States.Any(state => state.TrimEnd('*', '~', '#', '!', '%', '$', '@', '^', '-') is "down" or "drain" or "drained" or "draining" or "fail" or "failing"
        or "failg" or "error" or "unknown" or "future" or "maint" or "reboot" or "reboot_issued" or "invalid_reg" or "not_responding" or "no_respond" or "powering_down" or "inval");
}
