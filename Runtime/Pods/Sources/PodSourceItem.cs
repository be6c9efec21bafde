namespace Reeve.Runtime.Pods.Sources;

/// <summary>One item of <see cref="IPodSource.WatchAsync"/>.</summary>
public sealed record PodSourceItem
{
    /// <summary>What the item says.</summary>
    public required PodSourceItemKind Kind { get; init; }

    /// <summary>The pod, with <see cref="PodSourceItemKind.Set"/>.</summary>
    public DesiredPod? Pod { get; init; }

    /// <summary>The key of the pod that is gone, with <see cref="PodSourceItemKind.Deleted"/>.</summary>
    public string? Key { get; init; }

    /// <summary>Everything was given.</summary>
    public static PodSourceItem Synced { get; } = new() { Kind = PodSourceItemKind.Synced };

    /// <summary>A pod shall run.</summary>
    /// <param name="pod">The pod.</param>
    public static PodSourceItem Set(DesiredPod pod) => new() { Kind = PodSourceItemKind.Set, Pod = pod };

    /// <summary>A pod shall run no longer.</summary>
    /// <param name="key">Its key.</param>
    public static PodSourceItem Deleted(string key) => new() { Kind = PodSourceItemKind.Deleted, Key = key };
}
