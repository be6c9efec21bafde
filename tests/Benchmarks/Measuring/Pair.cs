namespace Reeve.Benchmarks.Measuring;

/// <summary>A measurement and its reference from the same, interleaved runs.</summary>
internal sealed record Pair
{
    /// <summary>What is measured.</summary>
    public required Samples Measured { get; init; }

    /// <summary>What it is compared with.</summary>
    public required Samples Reference { get; init; }

    /// <summary>Both in another unit.</summary>
    public Pair Convert(Func<double, double> conversion) =>
        new() { Measured = Measured.Convert(conversion), Reference = Reference.Convert(conversion) };
}
