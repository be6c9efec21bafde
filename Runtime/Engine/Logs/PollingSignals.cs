using System.Collections.Concurrent;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>Signals at an interval, where the system does not tell of changes.</summary>
internal sealed class PollingSignals : ISpoolSignals
{
    private readonly ConcurrentDictionary<object, Action> _callbacks = new();
    private readonly ITimer _timer;

    public PollingSignals(TimeSpan interval, TimeProvider time) => _timer = time.CreateTimer(_ => Tick(), null, interval, interval);

    public IDisposable Watch(string path, Action changed)
    {
        var watching = new Watching(this);
        _callbacks[watching] = changed;
        return watching;
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        foreach (var callback in _callbacks.Values)
        {
            callback();
        }
    }

    private sealed class Watching(PollingSignals owner) : IDisposable
    {
        public void Dispose() => owner._callbacks.TryRemove(this, out _);
    }
}
