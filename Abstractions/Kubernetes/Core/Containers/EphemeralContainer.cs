namespace Reeve.Kubernetes;

/// <summary>A container added to a running pod for debugging.</summary>
public sealed record EphemeralContainer : ContainerCommon
{
    /// <summary>Container whose namespaces are shared.</summary>
    public string? TargetContainerName { get; init; }
}
