using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>A network.</summary>
internal sealed record Network
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name; names need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>What its maker says of it.</summary>
    public string Description { get; set; } = "";

    /// <summary><c>ACTIVE</c>, <c>BUILD</c>, <c>DOWN</c> or <c>ERROR</c>.</summary>
    public string Status { get; set; } = "";

    /// <summary>Whether all projects may use it.</summary>
    public bool Shared { get; set; }

    /// <summary>Whether floating addresses come from it.</summary>
    [JsonPropertyName("router:external")]
    public bool External { get; set; }

    /// <summary>Octets of a packet.</summary>
    public int Mtu { get; set; }

    /// <summary>Ids of its subnets.</summary>
    public IReadOnlyList<string> Subnets { get; set; } = [];

    /// <summary>Whether its ports have security groups by default.</summary>
    public bool PortSecurityEnabled { get; set; }

    /// <summary>The project that it belongs to.</summary>
    public string ProjectId { get; set; } = "";

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];
}
