using Reeve.Kubernetes;

namespace Reeve.Workloads;

/// <summary>
/// A pod with every question answered that can be answered before it is accepted: references resolved, volumes planned,
/// defaults filled in. What is known only later (the pod's address, the image's environment) is a typed placeholder, filled
/// from <see cref="PodFacts"/>. Immutable; may be kept.
/// </summary>
public sealed record ResolvedPod
{
    /// <summary>The pod.</summary>
    public required PodId Id { get; init; }

    /// <summary>The pod as written, with the API's defaults filled in.</summary>
    public required Pod Pod { get; init; }

    /// <summary>Init containers in order, then regular ones in order, then ephemeral ones.</summary>
    public required IReadOnlyList<ResolvedContainer> Containers { get; init; }

    /// <summary>One plan for each volume, in the pod's order.</summary>
    public IReadOnlyList<VolumePlan> Volumes { get; init; } = [];

    /// <summary>Credentials for pulling images, in the pod's order.</summary>
    public IReadOnlyList<PullSecret> PullSecrets { get; init; } = [];

    /// <summary>Objects that the provider asked for.</summary>
    public IReadOnlyList<ResolvedInput> Inputs { get; init; } = [];

    /// <summary>How long stopping may take: <c>terminationGracePeriodSeconds</c>, 30 s by default.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether every container and volume is complete: no <see cref="ResolvedContainer.Problem"/>.</summary>
    public bool IsComplete => Containers.All(container => container.Problem is null);
}
