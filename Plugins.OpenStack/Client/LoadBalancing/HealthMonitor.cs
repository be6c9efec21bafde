namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>What watches the members of a pool.</summary>
internal sealed record HealthMonitor
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary><c>ACTIVE</c>, <c>ERROR</c>, or <c>PENDING_…</c>, in which it takes no change (409).</summary>
    public string ProvisioningStatus { get; set; } = "";

    /// <summary><c>TCP</c>, <c>HTTP</c>, <c>HTTPS</c>, <c>TLS-HELLO</c>, …</summary>
    public string Type { get; set; } = "";

    /// <summary>Seconds between two looks.</summary>
    public int Delay { get; set; }

    /// <summary>Seconds that one look may take.</summary>
    public int Timeout { get; set; }

    /// <summary>Looks after which a member is up.</summary>
    public int MaxRetries { get; set; }
}
