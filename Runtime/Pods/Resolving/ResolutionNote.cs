namespace Reeve.Runtime.Pods.Resolving;

/// <summary>A warning event that resolving gives rise to.</summary>
internal sealed record ResolutionNote
{
    /// <summary>The event's reason.</summary>
    public required string Reason { get; init; }

    /// <summary>The event's message.</summary>
    public required string Message { get; init; }

    /// <summary>The container that it concerns.</summary>
    public string? Container { get; init; }
}
