namespace Reeve.Runtime.Images;

/// <summary>An image that is kept on the machine.</summary>
public sealed record StoredImage
{
    /// <summary>Its digest or another id that its resolver gives.</summary>
    public required string Id { get; init; }

    /// <summary>Which resolver keeps it.</summary>
    public required string Resolver { get; init; }

    /// <summary>References and repository digests by which it is known.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Bytes on disk; what it shares with other images counts for each.</summary>
    public long SizeBytes { get; init; }

    /// <summary>When it came to the machine.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a container, or somebody, last asked for it.</summary>
    public DateTimeOffset LastUsedAt { get; init; }

    /// <summary>Whether pods use it.</summary>
    public bool InUse { get; init; }
}
