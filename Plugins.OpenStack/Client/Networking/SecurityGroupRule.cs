using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>What a security group lets pass.</summary>
internal sealed record SecurityGroupRule
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its group.</summary>
    public string SecurityGroupId { get; set; } = "";

    /// <summary><c>ingress</c> or <c>egress</c>.</summary>
    public string Direction { get; set; } = "";

    /// <summary><c>IPv4</c> or <c>IPv6</c>.</summary>
    [JsonPropertyName("ethertype")]
    public string? EtherType { get; set; }

    /// <summary><c>tcp</c>, <c>udp</c>, <c>icmp</c>, a number; null: any.</summary>
    public string? Protocol { get; set; }

    /// <summary>The first port.</summary>
    public int? PortRangeMin { get; set; }

    /// <summary>The last port.</summary>
    public int? PortRangeMax { get; set; }

    /// <summary>The other side in CIDR form.</summary>
    public string? RemoteIpPrefix { get; set; }

    /// <summary>The other side as ports of a group.</summary>
    public string? RemoteGroupId { get; set; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; set; }
}
