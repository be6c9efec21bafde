namespace Reeve.Runtime.Kubernetes.Queues;

/// <summary>How a work queue waits after failures.</summary>
public sealed record WorkQueueOptions
{
    /// <summary>Keys that are worked on at the same time.</summary>
    /// <value>Default: 4.</value>
    public int Workers { get; init; } = 4;

    /// <summary>First wait of a key after a failure; it doubles with each further one up to <see cref="MaxBackoff"/>.</summary>
    /// <value>Default: 50 ms.</value>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest wait of a key after failures.</summary>
    /// <value>Default: 1 min.</value>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMinutes(1);
}
