namespace Reeve.Runtime.Images.Layers;

/// <summary>What one layer may bring.</summary>
internal sealed record ExtractionLimits
{
    /// <summary>Entries.</summary>
    public long MaxEntries { get; init; } = 2_000_000;

    /// <summary>Bytes of all files.</summary>
    public long MaxBytes { get; init; } = 128L << 30;
}
