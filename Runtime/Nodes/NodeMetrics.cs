using System.Diagnostics.Metrics;

namespace Reeve.Runtime.Nodes;

/// <summary>What a node measures of itself, in the meter <c>Reeve.Runtime</c>. Thread-safe.</summary>
internal sealed class NodeMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private long? _renewed;
    private volatile bool _isReady;

    public NodeMetrics(IMeterFactory? factory, string node, TimeProvider time)
    {
        _time = time;
        var options = new MeterOptions("Reeve.Runtime") { Tags = [new("k8s.node.name", node)] };
        _meter = factory?.Create(options) ?? new Meter(options);
        Registrations = _meter.CreateCounter<long>("reeve.node.registrations", "{registration}", "How often the node was created, or taken over.");
        StatusWrites = _meter.CreateCounter<long>("reeve.node.status.writes", "{write}", "Statuses of the node written.");
        LeaseRenewals = _meter.CreateCounter<long>("reeve.node.lease.renewals", "{renewal}", "Tries to renew the lease, by outcome.");
        _meter.CreateObservableGauge("reeve.node.lease.age", LeaseAge, "s", "Since the lease was last renewed.");
        _meter.CreateObservableGauge("reeve.node.ready", () => _isReady ? 1 : 0, "{node}", "1 while the API has the node as ready, else 0.");
    }

    public Counter<long> Registrations { get; }

    public Counter<long> StatusWrites { get; }

    public Counter<long> LeaseRenewals { get; }

    public bool IsReady
    {
        set => _isReady = value;
    }

    /// <summary>Counts a try to renew the lease.</summary>
    public void CountRenewal(bool succeeded)
    {
        LeaseRenewals.Add(1, new KeyValuePair<string, object?>("outcome", succeeded ? "success" : "failure"));
        if (succeeded)
        {
            lock (_lock)
            {
                _renewed = _time.GetTimestamp();
            }
        }
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> LeaseAge()
    {
        lock (_lock)
        {
            return _renewed is { } renewed ? [new Measurement<double>(_time.GetElapsedTime(renewed).TotalSeconds)] : [];
        }
    }
}
