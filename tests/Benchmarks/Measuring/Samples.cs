namespace Reeve.Benchmarks.Measuring;

/// <summary>What the runs of one measurement gave, in one unit.</summary>
internal sealed class Samples
{
    private readonly double[] _sorted;

    /// <summary>Takes the values in any order; at least one.</summary>
    public Samples(IEnumerable<double> values)
    {
        _sorted = [.. values.Order()];
        ArgumentOutOfRangeException.ThrowIfZero(_sorted.Length);
    }

    /// <summary>How many runs.</summary>
    public int Count => _sorted.Length;

    /// <summary>The least value.</summary>
    public double Least => _sorted[0];

    /// <summary>The greatest value.</summary>
    public double Greatest => _sorted[^1];

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public double Median => (_sorted[(_sorted.Length - 1) / 2] + _sorted[_sorted.Length / 2]) / 2;

    /// <summary>The same runs in another unit.</summary>
    public Samples Convert(Func<double, double> conversion) => new(_sorted.Select(conversion));
}
