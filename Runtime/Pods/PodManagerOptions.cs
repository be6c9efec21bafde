using Reeve.Workloads;

namespace Reeve.Runtime.Pods;

/// <summary>How a <see cref="PodManager"/> behaves.</summary>
public sealed record PodManagerOptions
{
    /// <summary>Whose pods it manages; its node is the name that pods see as <c>spec.nodeName</c>.</summary>
    public required Owner Owner { get; init; }

    /// <summary>How many pods are handed to the backend at the same time.</summary>
    /// <value>Default 32, at least 1.</value>
    public int MaxParallelStarts { get; init; } = 32;

    /// <summary>Features that a pod may ask for although the provider lacks them; an event says what is ignored.</summary>
    /// <value>Default none.</value>
    public IReadOnlySet<PodFeature> IgnoredFeatures { get; init; } = new HashSet<PodFeature>();

    /// <summary>How long a pod has to be missing from complete listings of its source before it is taken for gone.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan OrphanGracePeriod { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long pods that run since before the agent started wait for a source that does not answer.</summary>
    /// <value>Default 5 s.</value>
    public TimeSpan SourcePatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The first pause before a failed call to the backend is repeated; doubles up to <see cref="MaxRetryDelay"/>.</summary>
    /// <value>Default 1 s.</value>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause before a failed call to the backend is repeated.</summary>
    /// <value>Default 1 min.</value>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many different events are kept for each pod, and how many of pods that are gone.</summary>
    /// <value>Default 100.</value>
    public int MaxEvents { get; init; } = 100;

    /// <summary>
    /// The Node object. Pods of a node are admitted by its labels, its taints and what it has left to give, as by a kubelet.
    /// </summary>
    /// <value>Default null: a stand-alone agent, where the backend's description counts and pods may ask for more than there is.</value>
    public NodeView? Node { get; init; }

    /// <summary>
    /// What pods that cannot reach service addresses (on the host's network, or of a provider without a pod network) are told as the
    /// address of the API server in <c>KUBERNETES_SERVICE_HOST</c> and its kin.
    /// </summary>
    /// <value>Default null: the address of the service <c>kubernetes</c>, as for all others.</value>
    public ServiceEndpoint? KubernetesApi { get; init; }
}
