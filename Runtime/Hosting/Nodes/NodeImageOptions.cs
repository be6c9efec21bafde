using Reeve.Runtime.Images.Deb;
using Reeve.Runtime.Images.Oci;
using Reeve.Runtime.Images.Stackable;

namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>Where the images of a node come from and how long they are kept. They matter to drivers; a provider of whole pods sees to its own.</summary>
public sealed record NodeImageOptions
{
    /// <summary>Names of the resolvers that a reference without a scheme goes along, in this order, of <see cref="NodeImageManager.Resolvers"/>.</summary>
    /// <value>Null: <c>oci</c> where the driver takes layers, otherwise none.</value>
    public IReadOnlyList<string>? Resolvers { get; init; }

    /// <summary>How many images are pulled at the same time.</summary>
    /// <value>3.</value>
    public int MaxParallelPulls { get; init; } = 3;

    /// <summary>Above this part of the disk, in percent, images that nothing uses are removed, the longest unused first. 100 turns it off.</summary>
    /// <value>85.</value>
    public int HighThresholdPercent { get; init; } = 85;

    /// <summary>Until no more than this part of the disk is used.</summary>
    /// <value>80.</value>
    public int LowThresholdPercent { get; init; } = 80;

    /// <summary>What came later than this is not removed.</summary>
    /// <value>2 min.</value>
    public TimeSpan MinimumAge { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>An image that nothing used for this long is removed, however much room there is. Zero turns it off.</summary>
    /// <value>Zero.</value>
    public TimeSpan MaximumAge { get; init; }

    /// <summary>How registries are reached.</summary>
    public RegistryOptions Registries { get; init; } = new();

    /// <summary>Debian packages; null for those of the machine's own repositories. Its directory is the node's own, whatever is said here.</summary>
    public DebOptions? Deb { get; init; }

    /// <summary>Packages of Stackable repositories.</summary>
    public StackableOptions Stackable { get; init; } = new();
}
