namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>A load balancer.</summary>
internal sealed record LoadBalancer
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name; names need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>What its maker says of it.</summary>
    public string Description { get; set; } = "";

    /// <summary><c>ACTIVE</c>, <c>ERROR</c>, or <c>PENDING_…</c>, in which it takes no change (409).</summary>
    public string ProvisioningStatus { get; set; } = "";

    /// <summary><c>ONLINE</c>, <c>OFFLINE</c>, <c>DEGRADED</c>, <c>ERROR</c>, <c>NO_MONITOR</c>.</summary>
    public string OperatingStatus { get; set; } = "";

    /// <summary>Its address.</summary>
    public string VipAddress { get; set; } = "";

    /// <summary>The port that bears the address.</summary>
    public string? VipPortId { get; set; }

    /// <summary>The subnet of the address.</summary>
    public string? VipSubnetId { get; set; }

    /// <summary>What it is made with.</summary>
    public string? Provider { get; set; }

    /// <summary>The project that it belongs to.</summary>
    public string ProjectId { get; set; } = "";

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];
}
