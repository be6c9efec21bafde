using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>A network to be made.</summary>
internal sealed record NetworkCreate
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }

    /// <summary>Octets of a packet; null: the cloud's default.</summary>
    public int? Mtu { get; init; }

    /// <summary>Whether its ports have security groups by default.</summary>
    public bool? PortSecurityEnabled { get; init; }

    /// <summary>For administrators: whether floating addresses come from it.</summary>
    [JsonPropertyName("router:external")]
    public bool? External { get; init; }
}
