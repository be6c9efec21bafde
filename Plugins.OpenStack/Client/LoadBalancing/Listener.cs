namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>A port of a load balancer.</summary>
internal sealed record Listener
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

    /// <summary><c>TCP</c>, <c>UDP</c>, <c>HTTP</c>, …</summary>
    public string Protocol { get; set; } = "";

    /// <summary>Its port.</summary>
    public int ProtocolPort { get; set; }

    /// <summary>Where its connections go.</summary>
    public string? DefaultPoolId { get; set; }

    /// <summary>Who may connect; null: anybody.</summary>
    public IReadOnlyList<string>? AllowedCidrs { get; set; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];
}
