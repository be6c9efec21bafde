namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>What becomes of a health monitor; what is null stays.</summary>
internal sealed record HealthMonitorUpdate
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Seconds between two looks.</summary>
    public int? Delay { get; init; }

    /// <summary>Seconds that one look may take.</summary>
    public int? Timeout { get; init; }
}
