namespace Reeve.Workloads;

/// <summary>Why a pod failed as a whole.</summary>
public sealed record PodFailure
{
    /// <summary>One CamelCase word for <c>status.reason</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>For people, in <c>status.message</c>.</summary>
    public string? Message { get; init; }
}
