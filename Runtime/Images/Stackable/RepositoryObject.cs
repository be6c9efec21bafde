using System.Text.Json.Serialization;

namespace Reeve.Runtime.Images.Stackable;

/// <summary>A <c>Repository</c> of <c>stable.stackable.de/v1</c>: what is read of it.</summary>
internal sealed record RepositoryObject
{
    [JsonPropertyName("metadata")]
    public RepositoryName? Metadata { get; set; }

    [JsonPropertyName("spec")]
    public RepositorySpec? Spec { get; set; }

    /// <summary>What names it.</summary>
    internal sealed record RepositoryName
    {
        [JsonPropertyName("name")]
        public string Name { get; set; } = "";
    }

    /// <summary>What it says.</summary>
    internal sealed record RepositorySpec
    {
        [JsonPropertyName("repo_type")]
        public string? Type { get; set; }

        [JsonPropertyName("properties")]
        public Dictionary<string, string?>? Properties { get; set; }
    }
}
