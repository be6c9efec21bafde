using System.Diagnostics.Metrics;

namespace Reeve.Runtime.Kubernetes.Events;

/// <summary>What is measured of events.</summary>
internal sealed class EventMetrics : IDisposable
{
    private readonly Meter _meter;

    public EventMetrics(IMeterFactory? factory)
    {
        var options = new MeterOptions("Reeve.Runtime.Kubernetes");
        _meter = factory?.Create(options) ?? new Meter(options);
        Sent = _meter.CreateCounter<long>("reeve.kubernetes.events.sent", "{event}", "Events stored, or counted up, in the API.");
        Dropped = _meter.CreateCounter<long>(
            "reeve.kubernetes.events.dropped", "{event}", "Events not sent, by reason: queue_full, held_back, refused, unreachable.");
    }

    public Counter<long> Sent { get; }

    private Counter<long> Dropped { get; }

    public void Drop(string reason) => Dropped.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Dispose() => _meter.Dispose();
}
