namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>A load balancer to be made.</summary>
internal sealed record LoadBalancerCreate
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }

    /// <summary>The subnet of its address.</summary>
    public string? VipSubnetId { get; init; }

    /// <summary>The network of its address.</summary>
    public string? VipNetworkId { get; init; }

    /// <summary>The very address.</summary>
    public string? VipAddress { get; init; }

    /// <summary>What it is made with; null: the cloud's default.</summary>
    public string? Provider { get; init; }

    /// <summary>Its tags (Octavia 2.5 and later).</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
