using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Reeve.AspNetCore.Clusters.Metrics;

/// <summary>What the process uses, by the names that Prometheus clients have for it. Looked at when somebody asks.</summary>
internal sealed class ProcessMetrics : IDisposable
{
    // Not of the agent's other meters: a node's /metrics has series of these names already.
    private readonly Meter _meter = new(MetricNames.Process);

    /// <summary>Begins to offer them.</summary>
    public ProcessMetrics()
    {
        _meter.CreateObservableCounter("process.cpu", () => Read(static process => process.TotalProcessorTime.TotalSeconds), "s", "Total user and system CPU time spent in seconds.");
        _meter.CreateObservableGauge("process.resident_memory", () => Read(static process => process.WorkingSet64), "By", "Resident memory size in bytes.");
        _meter.CreateObservableGauge("process.virtual_memory", () => Read(static process => process.VirtualMemorySize64), "By", "Virtual memory size in bytes.");
        _meter.CreateObservableGauge("process.threads", () => Read(static process => process.Threads.Count), unit: null, "Number of threads.");
        _meter.CreateObservableGauge("process.start_time", () => Read(static process => new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1e3), "s", "Start time of the process since unix epoch in seconds.");
        _meter.CreateObservableCounter("process.gc.collections", Collections, unit: null, "Number of garbage collections, by generation.");
        _meter.CreateObservableGauge("process.gc.heap", static () => GC.GetTotalMemory(forceFullCollection: false), "By", "Bytes in objects of the garbage-collected heap.");
        if (Directory.Exists("/proc/self/fd"))
        {
            _meter.CreateObservableGauge("process.open_fds", static () => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(), unit: null, "Number of open file descriptors.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static double Read(Func<Process, double> value)
    {
        using var process = Process.GetCurrentProcess();
        return value(process);
    }

    private static IEnumerable<Measurement<int>> Collections() => Enumerable.Range(0, GC.MaxGeneration + 1)
        .Select(static generation => new Measurement<int>(GC.CollectionCount(generation), new KeyValuePair<string, object?>("generation", generation)));
}
