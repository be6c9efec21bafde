using System.Text.Json.Serialization;

namespace Reeve.Runtime.Images.Oci;

/// <summary>An image in the <c>manifest.json</c> of a Docker archive: paths in the archive.</summary>
internal sealed record DockerArchiveEntry
{
    [JsonPropertyName("Config")]
    public string Config { get; init; } = "";

    [JsonPropertyName("RepoTags")]
    public IReadOnlyList<string>? RepoTags { get; init; }

    [JsonPropertyName("Layers")]
    public IReadOnlyList<string> Layers { get; init; } = [];
}
