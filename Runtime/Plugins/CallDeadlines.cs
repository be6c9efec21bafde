namespace Reeve.Runtime.Plugins;

/// <summary>
/// How long the runtime waits for a plugin's answer. A call that takes longer fails with <see cref="ErrorReason.Transient"/>; what the
/// plugin does meanwhile is found again by watching. Watches, open streams and the steps of clusters have no deadline.
/// </summary>
public sealed record CallDeadlines
{
    /// <summary>Starting an instance.</summary>
    /// <value>60 s.</value>
    public TimeSpan Start { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Disposing an instance; after it the instance is abandoned.</summary>
    /// <value>15 s.</value>
    public TimeSpan Dispose { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A call about whole pods; a stop gets its grace period on top.</summary>
    /// <value>120 s: a batch system may be slow to accept.</value>
    public TimeSpan Workload { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>A call about a container or a sandbox; a stop gets its grace period on top.</summary>
    /// <value>60 s.</value>
    public TimeSpan Driver { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Validating, observing and planning a cluster, its kubeconfig and its certificates.</summary>
    /// <value>180 s.</value>
    public TimeSpan Cluster { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>Applying a proxy's snapshot and observing it.</summary>
    /// <value>60 s.</value>
    public TimeSpan Proxy { get; init; } = TimeSpan.FromSeconds(60);
}
