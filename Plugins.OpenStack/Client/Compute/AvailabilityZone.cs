using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>A part of the cloud that fails on its own.</summary>
internal sealed record AvailabilityZone
{
    /// <summary>Its name.</summary>
    [JsonPropertyName("zoneName")]
    public string ZoneName { get; set; } = "";

    /// <summary>Whether it takes servers.</summary>
    [JsonPropertyName("zoneState")]
    public AvailabilityZoneState? ZoneState { get; set; }
}
