using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>A connection to a network.</summary>
internal sealed record Port
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name; names need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>What its maker says of it.</summary>
    public string Description { get; set; } = "";

    /// <summary>Its network.</summary>
    public string NetworkId { get; set; } = "";

    /// <summary><c>ACTIVE</c>, <c>DOWN</c>, <c>BUILD</c> or <c>ERROR</c>.</summary>
    public string Status { get; set; } = "";

    /// <summary>Its address on the link.</summary>
    public string MacAddress { get; set; } = "";

    /// <summary>Its addresses.</summary>
    public IReadOnlyList<FixedIp> FixedIps { get; set; } = [];

    /// <summary>Ids of its security groups.</summary>
    public IReadOnlyList<string> SecurityGroups { get; set; } = [];

    /// <summary>The server or router that has it; empty: none.</summary>
    public string DeviceId { get; set; } = "";

    /// <summary>What has it: <c>compute:nova</c>, <c>network:router_interface</c>, …</summary>
    public string DeviceOwner { get; set; } = "";

    /// <summary>Further addresses that may be seen at it.</summary>
    public IReadOnlyList<AddressPair> AllowedAddressPairs { get; set; } = [];

    /// <summary><c>normal</c>, <c>direct</c>, …</summary>
    [JsonPropertyName("binding:vnic_type")]
    public string? VnicType { get; set; }

    /// <summary>Whether security groups hold.</summary>
    public bool? PortSecurityEnabled { get; set; }

    /// <summary>The project that it belongs to.</summary>
    public string ProjectId { get; set; } = "";

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];
}
