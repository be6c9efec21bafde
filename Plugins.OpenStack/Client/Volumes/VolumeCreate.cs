using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Volumes;

/// <summary>A volume to be made.</summary>
internal sealed record VolumeCreate
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>GiB.</summary>
    public int Size { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }

    /// <summary>The id of the image that it begins with.</summary>
    [JsonPropertyName("imageRef")]
    public string? ImageRef { get; init; }

    /// <summary>Its type.</summary>
    public string? VolumeType { get; init; }

    /// <summary>Where it shall be.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary>Its metadata.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
