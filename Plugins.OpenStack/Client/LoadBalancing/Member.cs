namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>A server of a pool.</summary>
internal sealed record Member
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary><c>ACTIVE</c>, <c>ERROR</c>, or <c>PENDING_…</c>, in which it takes no change (409).</summary>
    public string ProvisioningStatus { get; set; } = "";

    /// <summary><c>ONLINE</c>, <c>OFFLINE</c>, <c>DEGRADED</c>, <c>ERROR</c>, <c>NO_MONITOR</c>.</summary>
    public string OperatingStatus { get; set; } = "";

    /// <summary>Its address.</summary>
    public string Address { get; set; } = "";

    /// <summary>Its port.</summary>
    public int ProtocolPort { get; set; }

    /// <summary>The subnet of the address.</summary>
    public string? SubnetId { get; set; }
}
