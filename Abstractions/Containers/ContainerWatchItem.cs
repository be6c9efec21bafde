namespace Reeve.Containers;

/// <summary>One item of <see cref="IContainerDriver.WatchContainersAsync"/>.</summary>
public sealed record ContainerWatchItem
{
    /// <summary>What the item says.</summary>
    public required ContainerWatchKind Kind { get; init; }

    /// <summary>The state, with <see cref="ContainerWatchKind.Observation"/>.</summary>
    public ContainerObservation? Observation { get; init; }

    /// <summary>The listing is complete.</summary>
    public static ContainerWatchItem Synced { get; } = new() { Kind = ContainerWatchKind.Synced };

    /// <summary>A state.</summary>
    /// <param name="observation">The state.</param>
    public static ContainerWatchItem For(ContainerObservation observation) =>
        new() { Kind = ContainerWatchKind.Observation, Observation = observation };
}
