using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>A rule to be made. One like it: 409 with the type <c>SecurityGroupRuleExists</c>.</summary>
internal sealed record SecurityGroupRuleCreate
{
    /// <summary>Its group.</summary>
    public required string SecurityGroupId { get; init; }

    /// <summary><c>ingress</c> or <c>egress</c>.</summary>
    public required string Direction { get; init; }

    /// <summary><c>IPv4</c> (the default) or <c>IPv6</c>.</summary>
    [JsonPropertyName("ethertype")]
    public string? EtherType { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c>, <c>icmp</c>, a number; null: any.</summary>
    public string? Protocol { get; init; }

    /// <summary>The first port.</summary>
    public int? PortRangeMin { get; init; }

    /// <summary>The last port.</summary>
    public int? PortRangeMax { get; init; }

    /// <summary>The other side in CIDR form.</summary>
    public string? RemoteIpPrefix { get; init; }

    /// <summary>The other side as ports of a group.</summary>
    public string? RemoteGroupId { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }
}
