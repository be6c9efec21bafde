using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>What reflectors measure, by resource: hundreds of them may look at one object each.</summary>
internal sealed class ReflectorMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly ConcurrentDictionary<IReflectorState, byte> _states = new();

    public ReflectorMetrics(IMeterFactory? factory, TimeProvider timeProvider)
    {
        var options = new MeterOptions("Reeve.Runtime.Kubernetes");
        _meter = factory?.Create(options) ?? new Meter(options);
        Lists = _meter.CreateCounter<long>("reeve.kubernetes.reflector.lists", "{list}", "Complete lists read.");
        Watches = _meter.CreateCounter<long>("reeve.kubernetes.reflector.watches", "{watch}", "Watches begun.");
        Events = _meter.CreateCounter<long>("reeve.kubernetes.reflector.events", "{event}", "Events and bookmarks read.");
        Failures = _meter.CreateCounter<long>("reeve.kubernetes.reflector.failures", "{failure}", "Lists and watches that failed.");
        _meter.CreateObservableGauge("reeve.kubernetes.reflector.active", () => Sum(static _ => 1), "{reflector}", "Reflectors that run.");
        _meter.CreateObservableGauge("reeve.kubernetes.reflector.objects", () => Sum(static s => s.Objects), "{object}", "Objects held.");
        _meter.CreateObservableGauge("reeve.kubernetes.reflector.queue", () => Sum(static s => s.Waiting), "{change}", "Changes that wait for their readers.");
        _meter.CreateObservableGauge(
            "reeve.kubernetes.reflector.last_event_age",
            () => _states.Keys.Where(static s => s.LastHeard is not null).GroupBy(static s => s.Resource).Select(
                group => new Measurement<double>(group.Max(s => (timeProvider.GetUtcNow() - s.LastHeard!.Value).TotalSeconds), Tag(group.Key))),
            "s",
            "Since the server was last heard of: the longest of all reflectors of a resource.");
    }

    public Counter<long> Lists { get; }

    public Counter<long> Watches { get; }

    public Counter<long> Events { get; }

    public Counter<long> Failures { get; }

    public static KeyValuePair<string, object?> Tag(string resource) => new("resource", resource);

    public void Add(IReflectorState state) => _states.TryAdd(state, 0);

    public void Remove(IReflectorState state) => _states.TryRemove(state, out _);

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Sum(Func<IReflectorState, long> value) =>
        _states.Keys.GroupBy(static s => s.Resource).Select(group => new Measurement<long>(group.Sum(value), Tag(group.Key)));
}
