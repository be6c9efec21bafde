using System.Diagnostics.Metrics;

namespace Reeve.Runtime.Pods;

/// <summary>What the management of pods measures, in the meter <c>Reeve.Runtime</c>.</summary>
internal sealed class PodMetrics : IDisposable
{
    private readonly Meter _meter;

    public PodMetrics(IMeterFactory? factory, string node)
    {
        var options = new MeterOptions("Reeve.Runtime") { Tags = [new("k8s.node.name", node)] };
        _meter = factory?.Create(options) ?? new Meter(options);
        StartDuration = _meter.CreateHistogram<double>("reeve.pod.start.duration", "s", "From the first sight of a pod until the backend has accepted it.");
        IntentDuration = _meter.CreateHistogram<double>("reeve.pod.intent.duration", "s", "Writing the intent of a pod durably.");
        StopDuration = _meter.CreateHistogram<double>("reeve.pod.stop.duration", "s", "Stopping and removing a pod.");
        Active = _meter.CreateUpDownCounter<long>("reeve.pod.active", "{pod}", "Pods that the agent manages.");
        StatusWrites = _meter.CreateCounter<long>("reeve.pod.status.writes", "{write}", "Statuses written.");
        Listings = _meter.CreateHistogram<double>("kubelet.pleg.relist.duration", "s", "Duration in seconds of a listing of the backend's pods; between listings it tells changes by itself.");
        ListingIntervals = _meter.CreateHistogram<double>("kubelet.pleg.relist.interval", "s", "Interval in seconds between listings of the backend's pods.");
        _meter.CreateObservableGauge("kubelet.pleg.last_seen", () => LastSeen() is { } at ? (IEnumerable<Measurement<double>>)[new(at)] : [], "s", "Timestamp in seconds when the backend was last known to tell of its pods.");
        BackendErrors = _meter.CreateCounter<long>("reeve.pod.backend.errors", "{error}", "Failed calls to the backend, by operation and reason.");
    }

    public Histogram<double> StartDuration { get; }

    public Histogram<double> IntentDuration { get; }

    public Histogram<double> StopDuration { get; }

    public UpDownCounter<long> Active { get; }

    public Counter<long> StatusWrites { get; }

    /// <summary>Complete listings of the backend's pods, which a kubelet's PLEG makes every second, and a backend that tells changes when the watch begins.</summary>
    public Histogram<double> Listings { get; }

    public Histogram<double> ListingIntervals { get; }

    /// <summary>When the backend was last known to be watched, as seconds since 1970; asked at each reading.</summary>
    public Func<double?> LastSeen { get; set; } = static () => null;

    public Counter<long> BackendErrors { get; }

    public void CountError(string operation, Exception e) => BackendErrors.Add(
        1,
        new("operation", operation),
        new("error.type", e is ProviderException provider ? provider.Reason.ToString() : nameof(ErrorReason.Unknown)));

    public void Dispose() => _meter.Dispose();
}
