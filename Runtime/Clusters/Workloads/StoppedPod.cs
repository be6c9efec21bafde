using System.Text.Json;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>A pod that was deleted.</summary>
internal sealed record StoppedPod
{
    public required string Uid { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required JsonElement Manifest { get; init; }
}
