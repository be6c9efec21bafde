namespace Reeve.Host.Configuration;

/// <summary>Settings of images.</summary>
internal sealed record ImageSettings
{
    /// <summary>The order of resolvers.</summary>
    [Setting(
        "Where an image without a scheme is looked for, in this order: `host` (programs of the machine), `oci` (layers from registries), `deb` (Debian "
        + "packages), `stackable` (packages of Stackable repositories). "
        + "One that does not have it passes it on to the next; any other failure ends the search.",
        Default = "`oci` where the provider takes layers, otherwise none: then images are written as `host:`")]
    public IReadOnlyList<string>? Resolvers { get; init; }

    /// <summary>Parallel pulls.</summary>
    [Setting("How many images are pulled at the same time.")]
    public int ParallelPulls { get; init; } = 3;

    /// <summary>Mirrors.</summary>
    [Setting(
        "Mirrors of registries, each as `REGISTRY=URL`, such as `docker.io=https://mirror.example.org`; several of one registry are asked in their order, "
        + "and the registry itself last.",
        IsPairs = true)]
    public IReadOnlyList<string> Mirrors { get; init; } = [];

    /// <summary>Registries without TLS.</summary>
    [Setting("Registries, as `host` or `host:port`, that may be spoken to without TLS. Those on loopback addresses may in any case.")]
    public IReadOnlyList<string> InsecureRegistries { get; init; } = [];

    /// <summary>Certificate authorities.</summary>
    [Setting("PEM file of certificate authorities of registries, besides the system's.", IsPath = true)]
    public string? CaFile { get; init; }

    /// <summary>When collecting begins.</summary>
    [Setting("Images that nothing uses are removed, the longest unused first, where more than this part of their disk is used, in percent; 100 turns it off.")]
    public int HighThresholdPercent { get; init; } = 85;

    /// <summary>When collecting ends.</summary>
    [Setting("Images are removed until no more than this part of their disk is used, in percent.")]
    public int LowThresholdPercent { get; init; } = 80;

    /// <summary>Minimum age.</summary>
    [Setting("Images that came later than this are not removed.")]
    public Duration MinimumAge { get; init; } = new(TimeSpan.FromMinutes(2));

    /// <summary>Maximum age.</summary>
    [Setting("Images that nothing used for this long are removed, however much room there is; 0s turns it off.")]
    public Duration MaximumAge { get; init; }

    /// <summary>Debian packages.</summary>
    public DebSettings Deb { get; init; } = new();

    /// <summary>Packages of Stackable repositories.</summary>
    public StackableSettings Stackable { get; init; } = new();
}
