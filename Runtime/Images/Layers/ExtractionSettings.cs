namespace Reeve.Runtime.Images.Layers;

/// <summary>What is taken over from an archive, and how much it may bring.</summary>
internal sealed record ExtractionSettings
{
    /// <summary>An image's layer.</summary>
    public static ExtractionSettings Layer { get; } = new() { IsLayer = true };

    /// <summary>An archive of files and nothing else.</summary>
    public static ExtractionSettings Files { get; } = new();

    /// <summary>A package of programs.</summary>
    public static ExtractionSettings Package { get; } = new() { KeepsModes = true, MaxBytes = 64L << 30 };

    /// <summary>
    /// Owners, set-id bits, devices, attributes and whiteouts count, and links lead where they will, for a layer is a root of its own. Otherwise there
    /// are files, directories and links alone, which belong to the agent, and no link leads out.
    /// </summary>
    public bool IsLayer { get; init; }

    /// <summary>Permissions are taken over, but for what would keep the owner from reading and writing. A layer's always are.</summary>
    public bool KeepsModes { get; init; }

    /// <summary>Entries.</summary>
    public long MaxEntries { get; init; } = 2_000_000;

    /// <summary>Bytes of all files.</summary>
    public long MaxBytes { get; init; } = 128L << 30;
}
