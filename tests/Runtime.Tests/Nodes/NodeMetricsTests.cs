using System.Diagnostics.Metrics;
using Reeve.Runtime.Nodes;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Nodes;

public sealed class NodeMetricsTests
{
    private const string Node = "measured";

    private readonly ManualTimeProvider _clock = new();
    private readonly Dictionary<string, double> _seen = [];

    [Fact]
    public void Lease_RenewalsAndFailures_AgeSinceTheLastThatSucceeded()
    {
        using var metrics = new NodeMetrics(null, Node, _clock);
        using var listener = Listen();
        listener.RecordObservableInstruments();
        Assert.DoesNotContain("reeve.node.lease.age", _seen.Keys);

        metrics.CountRenewal(succeeded: true);
        _clock.Advance(TimeSpan.FromSeconds(7));
        metrics.CountRenewal(succeeded: false);
        _clock.Advance(TimeSpan.FromSeconds(5));
        metrics.IsReady = true;
        metrics.Registrations.Add(1);
        metrics.StatusWrites.Add(2);
        listener.RecordObservableInstruments();

        Assert.Equal(12, _seen["reeve.node.lease.age"]);
        Assert.Equal(1, _seen["reeve.node.lease.renewals success"]);
        Assert.Equal(1, _seen["reeve.node.lease.renewals failure"]);
        Assert.Equal((1, 1, 2), (_seen["reeve.node.ready"], _seen["reeve.node.registrations"], _seen["reeve.node.status.writes"]));
    }

    // Other tests have nodes of their own.
    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Tags?.Any(static tag => Equals(tag.Value, Node)) == true)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
        return listener;
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _seen[tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}"] = value;
}
