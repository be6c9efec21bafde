namespace Reeve.Workloads;

/// <summary>Something that happened to a pod, for its events.</summary>
public sealed record PodEvent
{
    /// <summary>One CamelCase word, the kubelet's where it has one: <c>Started</c>, <c>Unhealthy</c>, <c>BackOff</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>One sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Whether it is a warning.</summary>
    public bool Warning { get; init; }

    /// <summary>The container, where it concerns one.</summary>
    public string? Container { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }
}
