using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>A server to be made.</summary>
/// <remarks>A port makes it unique: Nova refuses a port that another server has. Security groups belong to ports. Source: Compute API, <c>POST /servers</c>.</remarks>
internal sealed record ServerCreate
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The id of a flavor.</summary>
    [JsonPropertyName("flavorRef")]
    public required string FlavorRef { get; init; }

    /// <summary>The id of an image; null where <see cref="BlockDevices"/> say what it boots from.</summary>
    [JsonPropertyName("imageRef")]
    public string? ImageRef { get; init; }

    /// <summary>Its volumes; null: the flavor's own disk alone.</summary>
    [JsonPropertyName("block_device_mapping_v2")]
    public IReadOnlyList<BlockDevice>? BlockDevices { get; init; }

    /// <summary>Its ports or networks.</summary>
    public required IReadOnlyList<ServerNetwork> Networks { get; init; }

    /// <summary>A key pair of the same user.</summary>
    public string? KeyName { get; init; }

    /// <summary>What cloud-init gets, in base64 and at most 65535 characters of that.</summary>
    public string? UserData { get; init; }

    /// <summary>Its metadata.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Whether metadata and user data come on a drive of its own.</summary>
    public bool? ConfigDrive { get; init; }

    /// <summary>Where it shall be; null: anywhere.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary>Its tags: at most 50 of at most 60 characters, without slash and comma.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Its name for itself; null, or a Nova older than 2.90: made of <see cref="Name"/>.</summary>
    public string? Hostname { get; init; }

    /// <summary>The id of the server group that it joins.</summary>
    [JsonIgnore]
    public string? ServerGroup { get; init; }
}
