using System.Text.Json.Serialization;

namespace Reeve.Runtime.Images.Oci;

/// <summary>The layers of an image by the digests of their archives without compression, bottom first.</summary>
internal sealed record OciRootFileSystem
{
    [JsonPropertyName("diff_ids")]
    public IReadOnlyList<string> DiffIds { get; init; } = [];
}
