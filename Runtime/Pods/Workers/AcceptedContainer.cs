using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>What a backend has of a container, as far as it can change. Immutable.</summary>
internal sealed record AcceptedContainer
{
    public required string Name { get; init; }

    public required string? Image { get; init; }

    public required ResourceRequirements Resources { get; init; }
}
