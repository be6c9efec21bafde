using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Reeve.Runtime.KubeletApi.Metrics;

/// <summary>
/// Adds up what the process measures, for <c>/metrics</c>: all meters whose names begin as given. Make one for the process, before
/// what it shall see begins. Thread-safe.
/// </summary>
public sealed class MetricsCollector : IDisposable
{
    private const int MaxSeries = 1000;
    private readonly ConcurrentDictionary<Instrument, MetricInstrument> _instruments = new();
    private readonly MeterListener _listener = new();
    private readonly Lock _reading = new();
    private long _readings;
    private long _failures;

    /// <summary>Begins to listen.</summary>
    /// <param name="prefixes">Beginnings of names of meters; empty for <c>Reeve.</c>, <c>System.Runtime</c> and the web server's.</param>
    public MetricsCollector(params IReadOnlyList<string> prefixes)
    {
        var wanted = prefixes is { Count: > 0 } ? prefixes : ["Reeve.", "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (wanted.Any(prefix => instrument.Meter.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                listener.EnableMeasurementEvents(instrument, _instruments.GetOrAdd(instrument, static one => new MetricInstrument(one, MaxSeries)));
            }
        };
        _listener.MeasurementsCompleted = (instrument, _) => _instruments.TryRemove(instrument, out var _);
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Record(state, (double)value, tags));
        _listener.Start();
    }

    /// <summary>Ends the listening.</summary>
    public void Dispose() => _listener.Dispose();

    /// <summary>Everything measured so far, in the Prometheus text format 0.0.4.</summary>
    /// <param name="node">Leaves out what belongs to other nodes of the process; null for all.</param>
    public string Write(string? node = null)
    {
        var text = new PrometheusText();
        Write(text, node);
        return text.ToString();
    }

    internal void Write(PrometheusText text, string? node)
    {
        MetricInstrument[] instruments;
        lock (_reading)
        {
            var reading = Interlocked.Increment(ref _readings);
            Observe();
            instruments = [.. _instruments.Values];
            foreach (var instrument in instruments)
            {
                instrument.Sweep(reading);
            }
        }

        foreach (var family in instruments.GroupBy(static instrument => instrument.Name).OrderBy(static family => family.Key, StringComparer.Ordinal))
        {
            Write(text, [.. family], node);
        }

        if (_failures > 0)
        {
            text.Family("reeve_metrics_failures_total", "counter", "Instruments that could not be observed.");
            text.Sample("reeve_metrics_failures_total", "", _failures);
        }

        if (instruments.Sum(static instrument => instrument.Dropped) is var dropped and > 0)
        {
            text.Family("reeve_metrics_dropped_total", "counter", "Measurements left out because their instrument has too many series.");
            text.Sample("reeve_metrics_dropped_total", "", dropped);
        }
    }

    // One that cannot be observed keeps nobody from seeing the others.
    private void Observe()
    {
        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException e)
        {
            _failures += e.InnerExceptions.Count;
        }
    }

    private static void Write(PrometheusText text, IReadOnlyList<MetricInstrument> family, string? node)
    {
        var first = family[0];
        var series = family.Where(instrument => instrument.Kind == first.Kind)
            .SelectMany(static instrument => instrument.Series, static (instrument, one) => (instrument, Labels: one.Key, Series: one.Value))
            .Where(one => node is null || one.Series.Node is null || one.Series.Node == node)
            .OrderBy(static one => one.Labels, StringComparer.Ordinal)
            .ToList();
        if (series.Count == 0)
        {
            return;
        }

        text.Family(first.Name, first.Kind switch
        {
            MetricKind.Counter or MetricKind.ObservedCounter => "counter",
            MetricKind.Histogram => "histogram",
            _ => "gauge",
        }, first.Help);
        foreach (var (instrument, labels, one) in series)
        {
            Write(text, instrument, labels, one);
        }
    }

    private static void Write(PrometheusText text, MetricInstrument instrument, string labels, MetricSeries series)
    {
        var (value, count, buckets) = series.Read();
        if (instrument.Kind != MetricKind.Histogram)
        {
            text.Sample(instrument.Name, labels, value);
            return;
        }

        var below = 0L;
        var separator = labels.Length > 0 ? "," : "";
        for (var i = 0; i < buckets.Length; i++)
        {
            below += buckets[i];
            var bound = PrometheusText.Number(i < instrument.Bounds.Count ? instrument.Bounds[i] : double.PositiveInfinity);
            text.Sample($"{instrument.Name}_bucket", $"{labels}{separator}le=\"{bound}\"", below);
        }

        text.Sample($"{instrument.Name}_sum", labels, value);
        text.Sample($"{instrument.Name}_count", labels, count);
    }

    private void Record(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricInstrument)state!).Record(value, tags, Interlocked.Read(ref _readings));
}
