using Reeve.Kubernetes;

namespace Reeve.Workloads;

/// <summary>A container of a <see cref="ResolvedPod"/>.</summary>
public sealed record ResolvedContainer
{
    /// <summary>The container as written, with the API's defaults filled in. An ephemeral one is given in the same shape.</summary>
    public required Container Spec { get; init; }

    /// <summary>What kind of container it is.</summary>
    public required ContainerKind Kind { get; init; }

    /// <summary>Its environment, still with placeholders; <see cref="EnvironmentPlan.Expand"/> makes the final one.</summary>
    public EnvironmentPlan Environment { get; init; } = EnvironmentPlan.Empty;

    /// <summary>The security context in force: the container's fields over the pod's.</summary>
    public SecurityContext SecurityContext { get; init; } = new();

    /// <summary>
    /// Why it cannot be configured now (a missing ConfigMap): shown as <c>CreateContainerConfigError</c> with this message
    /// until an update brings a complete one. Null if it is complete.
    /// </summary>
    public string? Problem { get; init; }

    /// <summary>The container's name.</summary>
    public string Name => Spec.Name;
}
