using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>A route that DHCP tells.</summary>
internal sealed record HostRoute
{
    /// <summary>In CIDR form.</summary>
    public string Destination { get; set; } = "";

    /// <summary>An address.</summary>
    [JsonPropertyName("nexthop")]
    public string Nexthop { get; set; } = "";
}
