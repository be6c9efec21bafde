using Reeve.Containers;

namespace Reeve.Runtime.Images;

/// <summary>An image that is on the machine.</summary>
public sealed record ObtainedImage
{
    /// <summary>The image.</summary>
    public required ResolvedImage Image { get; init; }

    /// <summary>Which resolver answered.</summary>
    public required string Resolver { get; init; }

    /// <summary>A sentence for the event <c>Pulled</c>.</summary>
    public required string Message { get; init; }
}
