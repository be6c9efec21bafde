using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>Servers behind a load balancer.</summary>
internal sealed record Pool
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name; names need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>ACTIVE</c>, <c>ERROR</c>, or <c>PENDING_…</c>, in which it takes no change (409).</summary>
    public string ProvisioningStatus { get; set; } = "";

    /// <summary><c>ONLINE</c>, <c>OFFLINE</c>, <c>DEGRADED</c>, <c>ERROR</c>, <c>NO_MONITOR</c>.</summary>
    public string OperatingStatus { get; set; } = "";

    /// <summary><c>TCP</c>, <c>UDP</c>, <c>HTTP</c>, …</summary>
    public string Protocol { get; set; } = "";

    /// <summary><c>ROUND_ROBIN</c>, …</summary>
    public string LbAlgorithm { get; set; } = "";

    /// <summary>What watches its members.</summary>
    [JsonPropertyName("healthmonitor_id")]
    public string? HealthMonitorId { get; set; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];
}
