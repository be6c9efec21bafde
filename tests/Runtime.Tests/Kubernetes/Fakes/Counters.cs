using System.Diagnostics.Metrics;

namespace Reeve.Runtime.Tests.Kubernetes.Fakes;

/// <summary>Makes meters and adds up what their counters count, by instrument and first tag. Thread-safe.</summary>
internal sealed class Counters : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly List<Meter> _meters = [];
    private readonly Dictionary<(string, object?), long> _values = [];

    public Counters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, this))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (_values)
            {
                var key = (instrument.Name, tags.Length > 0 ? tags[0].Value : null);
                _values[key] = instrument is ObservableInstrument<long> ? value : _values.GetValueOrDefault(key) + value;
            }
        });
        _listener.Start();
    }

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public long Value(string instrument, object? tag)
    {
        _listener.RecordObservableInstruments();
        lock (_values)
        {
            return _values.GetValueOrDefault((instrument, tag));
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(static meter => meter.Dispose());
    }
}
