using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>A volume at a server.</summary>
internal sealed record VolumeAttachment
{
    /// <summary>The volume.</summary>
    [JsonPropertyName("volumeId")]
    public string VolumeId { get; set; } = "";

    /// <summary>The server.</summary>
    [JsonPropertyName("serverId")]
    public string ServerId { get; set; } = "";

    /// <summary>Where the server has it.</summary>
    public string? Device { get; set; }
}
