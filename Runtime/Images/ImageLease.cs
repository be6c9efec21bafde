using Reeve.Containers;

namespace Reeve.Runtime.Images;

/// <summary>What one pod uses of what is kept on the machine. Immutable.</summary>
public sealed record ImageLease
{
    /// <summary>The pod's UID.</summary>
    public required string Uid { get; init; }

    /// <summary>The pod's namespace.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The pod's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The images, each once for each container that was given it.</summary>
    public IReadOnlyList<ImageUse> Uses { get; init; } = [];
}
