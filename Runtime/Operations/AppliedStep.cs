using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Runtime.Operations;

/// <summary>A step whose effect is there because of an operation: what is needed to take it back.</summary>
public sealed record AppliedStep
{
    /// <summary>The step.</summary>
    public required ClusterStep Step { get; init; }

    /// <summary>What was there before the first operation that applied it.</summary>
    public required JsonElement Prior { get; init; }

    /// <summary>What it made.</summary>
    public required JsonElement Outputs { get; init; }
}
