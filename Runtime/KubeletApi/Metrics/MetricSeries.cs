namespace Reeve.Runtime.KubeletApi.Metrics;

/// <summary>One series of an instrument. Thread-safe.</summary>
internal sealed class MetricSeries(string? node, IReadOnlyList<double> bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[bounds.Count + 1];
    private double _value;
    private long _count;

    /// <summary>The node that the meter belongs to; null if it belongs to none.</summary>
    public string? Node => node;

    /// <summary>When it was last observed, counted in readings.</summary>
    public long Reading { get; set; }

    public void Add(double value)
    {
        lock (_lock)
        {
            _value += value;
        }
    }

    public void Set(double value)
    {
        lock (_lock)
        {
            _value = value;
        }
    }

    /// <summary>Adds to a histogram.</summary>
    public void Record(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
        {
            bucket++;
        }

        lock (_lock)
        {
            _buckets[bucket]++;
            _value += value;
            _count++;
        }
    }

    /// <summary>The value or sum, the number of measurements, and those of each bucket.</summary>
    public (double Value, long Count, long[] Buckets) Read()
    {
        lock (_lock)
        {
            return (_value, _count, [.. _buckets]);
        }
    }
}
