namespace Reeve.Runtime.Images;

/// <summary>How images are found, pulled and collected on one node. The defaults of collecting are the kubelet's.</summary>
public sealed record ImageOptions
{
    /// <summary>Where the record of used images is kept, and resolvers keep theirs.</summary>
    public required string Directory { get; init; }

    /// <summary>Names of the resolvers that a reference without a scheme goes along, in this order.</summary>
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

    /// <summary>How often garbage is looked for.</summary>
    /// <value>5 min.</value>
    public TimeSpan CollectionInterval { get; init; } = TimeSpan.FromMinutes(5);
}
