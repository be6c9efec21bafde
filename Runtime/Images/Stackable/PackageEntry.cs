using System.Text.Json.Serialization;

namespace Reeve.Runtime.Images.Stackable;

/// <summary>One version of a product in <c>metadata.json</c>.</summary>
internal sealed record PackageEntry
{
    [JsonPropertyName("version")]
    public string Version { get; set; } = "";

    /// <summary>The archive: an address, or a path from where <c>metadata.json</c> is.</summary>
    [JsonPropertyName("path")]
    public string Path { get; set; } = "";

    /// <summary>Digests by the names of their algorithms, such as <c>SHA512</c>.</summary>
    [JsonPropertyName("hashes")]
    public Dictionary<string, string>? Hashes { get; set; }

    /// <summary>The digest to check; null where none is given.</summary>
    /// <exception cref="ProviderException">Invalid: digests are given, and none that can be checked.</exception>
    public FileChecksum? Checksum(string package)
    {
        var given = (Hashes ?? []).Where(static hash => hash.Value.Length > 0).ToList();
        return given.Select(static hash => FileChecksum.TryCreate(hash.Key, hash.Value)).OfType<FileChecksum>().OrderByDescending(static hash => hash.Hex.Length).FirstOrDefault()
            ?? (given.Count == 0 ? null : throw new ProviderException(
                ErrorReason.Invalid, $"The repository gives for {package} no digest that can be checked (SHA256, SHA512), but {string.Join(", ", given.Select(static hash => hash.Key))}."));
    }
}
