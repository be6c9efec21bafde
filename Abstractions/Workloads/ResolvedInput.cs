namespace Reeve.Workloads;

/// <summary>An API object that a provider asked for.</summary>
public sealed record ResolvedInput
{
    /// <summary>What was asked for.</summary>
    public required InputReference Reference { get; init; }

    /// <summary>The objects found, each as JSON in UTF-8; empty if an optional one does not exist.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Objects { get; init; } = [];
}
