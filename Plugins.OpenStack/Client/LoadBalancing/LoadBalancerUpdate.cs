namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>What becomes of a load balancer; what is null stays.</summary>
internal sealed record LoadBalancerUpdate
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
