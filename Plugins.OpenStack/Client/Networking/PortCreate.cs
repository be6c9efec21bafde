using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>A port to be made.</summary>
internal sealed record PortCreate
{
    /// <summary>Its network.</summary>
    public required string NetworkId { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }

    /// <summary>Its addresses; null: one of each kind.</summary>
    public IReadOnlyList<FixedIp>? FixedIps { get; init; }

    /// <summary>Ids of security groups; null: the project's default one.</summary>
    public IReadOnlyList<string>? SecurityGroups { get; init; }

    /// <summary>Further addresses that may be seen at it.</summary>
    public IReadOnlyList<AddressPair>? AllowedAddressPairs { get; init; }

    /// <summary><c>normal</c>, <c>direct</c>, …</summary>
    [JsonPropertyName("binding:vnic_type")]
    public string? VnicType { get; init; }

    /// <summary>Whether security groups hold.</summary>
    public bool? PortSecurityEnabled { get; init; }
}
