namespace Reeve.Workloads;

/// <summary>One item of <see cref="IWorkloadProvider.WatchPodsAsync"/>.</summary>
public sealed record PodWatchItem
{
    /// <summary>What the item says.</summary>
    public required PodWatchKind Kind { get; init; }

    /// <summary>The whole state of a pod, with <see cref="PodWatchKind.Report"/>.</summary>
    public PodReport? Report { get; init; }

    /// <summary>The pod that is gone, with <see cref="PodWatchKind.Removed"/>.</summary>
    public PodId? Removed { get; init; }

    /// <summary>The listing is complete.</summary>
    public static PodWatchItem Synced { get; } = new() { Kind = PodWatchKind.Synced };

    /// <summary>A pod's state.</summary>
    /// <param name="report">The whole state.</param>
    public static PodWatchItem For(PodReport report) => new() { Kind = PodWatchKind.Report, Report = report };

    /// <summary>A pod is gone from the backend.</summary>
    /// <param name="pod">The pod.</param>
    public static PodWatchItem Gone(PodId pod) => new() { Kind = PodWatchKind.Removed, Removed = pod };
}
