using System.Text.Json.Serialization;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>A size as clients send it.</summary>
internal sealed record ResizeMessage
{
    [JsonPropertyName("Width")]
    public ushort Width { get; set; }

    [JsonPropertyName("Height")]
    public ushort Height { get; set; }
}
