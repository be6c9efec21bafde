namespace Reeve.Runtime.Images.Oci;

/// <summary>An image in the store. Immutable.</summary>
internal sealed record ImageRecord
{
    /// <summary>The digest of its configuration.</summary>
    public required string Id { get; init; }

    /// <summary>Whole names with tags that mean it.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Names with the digests by which registries know it.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];

    /// <summary>Its layers by the digests of their archives without compression, bottom first.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    public OciImageConfig Config { get; init; } = new();

    public long SizeBytes { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
