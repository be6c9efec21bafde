using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>An address of a server.</summary>
internal sealed record ServerAddress
{
    /// <summary>The address.</summary>
    [JsonPropertyName("addr")]
    public string Address { get; set; } = "";

    /// <summary>4 or 6.</summary>
    public int Version { get; set; }

    /// <summary><c>fixed</c> or <c>floating</c>.</summary>
    [JsonPropertyName("OS-EXT-IPS:type")]
    public string? Type { get; set; }

    /// <summary>Of the port that bears it.</summary>
    [JsonPropertyName("OS-EXT-IPS-MAC:mac_addr")]
    public string? MacAddress { get; set; }
}
