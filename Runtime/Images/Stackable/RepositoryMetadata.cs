using System.Text.Json.Serialization;

namespace Reeve.Runtime.Images.Stackable;

/// <summary><c>metadata.json</c> of a repository.</summary>
internal sealed record RepositoryMetadata
{
    [JsonPropertyName("packages")]
    public Dictionary<string, List<PackageEntry>> Packages { get; set; } = [];
}
