namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>What becomes of a pool; what is null stays.</summary>
internal sealed record PoolUpdate
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>How connections are shared out.</summary>
    public string? LbAlgorithm { get; init; }
}
