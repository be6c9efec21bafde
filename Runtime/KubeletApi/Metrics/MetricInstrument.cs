using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Reeve.Runtime.KubeletApi.Metrics;

/// <summary>The series of one instrument. Thread-safe.</summary>
internal sealed class MetricInstrument
{
    private const string NodeLabel = "k8s_node_name";
    private static readonly double[] Seconds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
    private static readonly double[] Sizes = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly KeyValuePair<string, object?>[] _fixed;
    private readonly double[] _bounds;
    private readonly int _limit;

    public MetricInstrument(Instrument instrument, int limit)
    {
        var type = instrument.GetType().Name;
        Kind = type.StartsWith("Histogram", StringComparison.Ordinal) ? MetricKind.Histogram
            : type.StartsWith("Counter", StringComparison.Ordinal) ? MetricKind.Counter
            : type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? MetricKind.ObservedCounter
            : type.StartsWith("UpDownCounter", StringComparison.Ordinal) ? MetricKind.Sum
            : instrument.IsObservable ? MetricKind.Observed
            : MetricKind.Gauge;
        Name = MetricNames.Of(instrument.Name, instrument.Unit, Kind is MetricKind.Counter or MetricKind.ObservedCounter);
        Help = instrument.Description ?? instrument.Name;
        _bounds = Kind != MetricKind.Histogram ? [] : BoundsOf(instrument);
        _fixed = [.. instrument.Meter.Tags ?? [], .. instrument.Tags ?? []];
        _limit = limit;
    }

    public string Name { get; }

    public string Help { get; }

    public MetricKind Kind { get; }

    public IReadOnlyList<double> Bounds => _bounds;

    /// <summary>Measurements of series beyond the limit.</summary>
    public long Dropped { get; private set; }

    public IEnumerable<KeyValuePair<string, MetricSeries>> Series => _series;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, long reading)
    {
        var labels = Labels(tags, out var node);
        if (!_series.TryGetValue(labels, out var series))
        {
            if (_series.Count >= _limit)
            {
                Dropped++;
                return;
            }

            series = _series.GetOrAdd(labels, _ => new MetricSeries(node, _bounds));
        }

        series.Reading = reading;
        switch (Kind)
        {
            case MetricKind.Histogram:
                series.Record(value);
                break;
            case MetricKind.Counter or MetricKind.Sum:
                series.Add(value);
                break;
            default:
                series.Set(value);
                break;
        }
    }

    /// <summary>Forgets what is no longer observed.</summary>
    public void Sweep(long reading)
    {
        if (Kind is MetricKind.Observed or MetricKind.ObservedCounter)
        {
            foreach (var (labels, series) in _series)
            {
                if (series.Reading != reading)
                {
                    _series.TryRemove(labels, out _);
                }
            }
        }
    }

    private static double[] BoundsOf(Instrument instrument) =>
        instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } ? [.. bounds]
        : instrument is Histogram<long> { Advice.HistogramBucketBoundaries: { } whole } ? [.. whole.Select(static bound => (double)bound)]
        : instrument.Unit == "s" ? Seconds
        : Sizes;

    private string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags, out string? node)
    {
        node = null;
        var labels = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in (ReadOnlySpan<KeyValuePair<string, object?>>)[.. _fixed, .. tags])
        {
            labels[MetricNames.Clean(name)] = value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture);
        }

        node = labels.GetValueOrDefault(NodeLabel);
        return PrometheusText.Labels([.. labels]);
    }
}
