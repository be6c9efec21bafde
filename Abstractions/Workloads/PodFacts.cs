namespace Reeve.Workloads;

/// <summary>What is known of a pod only once its backend has prepared it.</summary>
public sealed record PodFacts
{
    /// <summary>The pod's addresses, first the primary one.</summary>
    public IReadOnlyList<string> PodIPs { get; init; } = [];

    /// <summary>The addresses of the machine, first the primary one.</summary>
    public IReadOnlyList<string> HostIPs { get; init; } = [];

    /// <summary>What the backend calls it, for people.</summary>
    public string? BackendHandle { get; init; }
}
