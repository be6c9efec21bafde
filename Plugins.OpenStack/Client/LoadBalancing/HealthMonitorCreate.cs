namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>A health monitor to be made.</summary>
internal sealed record HealthMonitorCreate
{
    /// <summary>Its pool.</summary>
    public required string PoolId { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary><c>TCP</c>, <c>HTTP</c>, <c>HTTPS</c>, <c>TLS-HELLO</c>, …</summary>
    public string Type { get; init; } = "TCP";

    /// <summary>Seconds between two looks.</summary>
    public int Delay { get; init; } = 5;

    /// <summary>Seconds that one look may take.</summary>
    public int Timeout { get; init; } = 3;

    /// <summary>Looks after which a member is up.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>What is asked for, of HTTP.</summary>
    public string? UrlPath { get; init; }
}
