namespace Reeve.Testing.Slurm;

/// <summary>What a <see cref="SlurmCluster"/> shall be like.</summary>
public sealed record SlurmClusterOptions
{
    /// <summary>Whether there is nothing but the login nodes.</summary>
    public bool OnlyLogins { get; init; }

    /// <summary>How many nodes it has, each with 8 processors, 8 GiB and two GPUs by its own word.</summary>
    public int Nodes { get; init; } = 2;

    /// <summary>How many processors each node has by its own word.</summary>
    public int Processors { get; init; } = 8;

    /// <summary>Whether it has slurmdbd, so that sacct answers.</summary>
    public bool Accounting { get; init; } = true;

    /// <summary>Whether it has slurmrestd.</summary>
    public bool RestApi { get; init; } = true;

    /// <summary>Whether jobs run in control groups (v1), by which their memory is limited.</summary>
    public bool ControlGroups { get; init; }

    /// <summary>
    /// Whether jobs of one more partition, <c>urgent</c>, take the place of others, which are put back into the queue, or cancelled where they are in
    /// another one, <c>scavenge</c>.
    /// </summary>
    public bool Preemption { get; init; }
}
