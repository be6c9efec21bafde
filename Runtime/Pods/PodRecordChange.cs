namespace Reeve.Runtime.Pods;

/// <summary>One item of <see cref="IPodManager.WatchAsync"/>.</summary>
public sealed record PodRecordChange
{
    /// <summary>What happened.</summary>
    public required PodRecordChangeKind Kind { get; init; }

    /// <summary>The pod; null with <see cref="PodRecordChangeKind.Synced"/>.</summary>
    public PodRecord? Record { get; init; }
}
