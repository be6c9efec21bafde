using Reeve.Containers;

namespace Reeve.Runtime.Images;

/// <summary>A container's or a volume's use of an image. Immutable.</summary>
public sealed record ImageUse
{
    /// <summary>The container's name; empty for a volume.</summary>
    public required string Container { get; init; }

    /// <summary>The volume's name; null for a container.</summary>
    public string? Volume { get; init; }

    /// <summary>Which resolver keeps the image.</summary>
    public required string Resolver { get; init; }

    /// <summary>The image as its newest attempt was given it.</summary>
    public required ResolvedImage Image { get; init; }
}
