using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Progress;

/// <summary>What a pod's job wrote of itself: the content of its status file, read. Immutable.</summary>
internal sealed record PodProgress
{
    /// <summary>The job that holds the pod's directory.</summary>
    public required long JobId { get; init; }

    /// <summary>How often that job had been put back into the queue when it wrote this.</summary>
    public int Requeues { get; init; }

    /// <summary>Counts the changes of one run of the job; what has a lower number is older.</summary>
    public long Sequence { get; init; }

    /// <summary>When the batch script began, by the compute node's clock.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Whether the batch script has waited for all containers and writes no more.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Whether Slurm ends this run of the job: it alone knows whether there will be another, and how this one ended.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Name of the compute node that the containers run on.</summary>
    public string Host { get; init; } = "";

    /// <summary>Addresses of the compute node, first the primary one.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Containers that were started or wait for a reason, with their last attempt in <see cref="ContainerReport.Last"/>.</summary>
    public IReadOnlyList<ContainerReport> Containers { get; init; } = [];

    /// <summary>Why the script ended the pod as a whole (a deadline of its own, a volume that cannot be made); null if it did not.</summary>
    public PodFailure? Failure { get; init; }

    /// <summary>The last things that happened to containers, each with its number in this run of the job.</summary>
    public IReadOnlyList<(long Number, PodEvent Event)> Events { get; init; } = [];
}
