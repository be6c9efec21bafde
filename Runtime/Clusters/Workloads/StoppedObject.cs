using System.Text.Json;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>An object that was stopped.</summary>
internal sealed record StoppedObject
{
    public required string Resource { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required string Uid { get; init; }

    /// <summary>The merge patch that starts it again.</summary>
    public required JsonElement Start { get; init; }
}
