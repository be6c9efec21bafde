namespace Reeve.Runtime.Pods.Api;

/// <summary>How the pods of a node are kept in step with an API server.</summary>
public sealed record PodApiOptions
{
    /// <summary>The node and its cluster.</summary>
    public required Owner Owner { get; init; }

    /// <summary>
    /// The <see cref="Kubernetes.KubernetesEndpoint.ClusterId"/> of the cluster from which the pods on record come: another one is not asked,
    /// since it would list none of them.
    /// </summary>
    /// <value>Default null: whatever cluster the API is of.</value>
    public string? ClusterId { get; init; }

    /// <summary>
    /// A directory for what makes restarts safer: how far the cluster's history was seen, the services, and what pods refer to except
    /// secrets. The node's own, held by this agent alone; null for none.
    /// </summary>
    public string? StateDirectory { get; init; }

    /// <summary>How many statuses and deletions are written at the same time. Together they share a few connections.</summary>
    /// <value>Default 64.</value>
    public int MaxParallelWrites { get; init; } = 64;

    /// <summary>How long a state that will soon be another (a pod that is being started or stopped) may wait to be written.</summary>
    /// <value>Default 1 s.</value>
    public TimeSpan StatusHold { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Shortest time after which the watch of pods is begun anew. One in which nothing at all was heard may be that of a server that was
    /// restored to an older state: the pods are listed then.
    /// </summary>
    /// <value>Default 1 min.</value>
    public TimeSpan MinWatchTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long objects that no pod refers to any more are followed for the next one.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan ObjectLinger { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often objects that cannot be watched by a node (claims and volumes) are looked up while they are not what a pod needs.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(10);
}
