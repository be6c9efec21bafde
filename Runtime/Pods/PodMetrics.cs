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
        BackendErrors = _meter.CreateCounter<long>("reeve.pod.backend.errors", "{error}", "Failed calls to the backend, by operation and reason.");
    }

    public Histogram<double> StartDuration { get; }

    public Histogram<double> IntentDuration { get; }

    public Histogram<double> StopDuration { get; }

    public UpDownCounter<long> Active { get; }

    public Counter<long> StatusWrites { get; }

    public Counter<long> BackendErrors { get; }

    public void CountError(string operation, Exception e) => BackendErrors.Add(
        1,
        new("operation", operation),
        new("error.type", e is ProviderException provider ? provider.Reason.ToString() : nameof(ErrorReason.Unknown)));

    public void Dispose() => _meter.Dispose();
}
