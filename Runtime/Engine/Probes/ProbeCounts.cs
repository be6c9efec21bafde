using System.Collections.Concurrent;
using Reeve.Runtime.Engine.Planning;

namespace Reeve.Runtime.Engine.Probes;

/// <summary>Counts how probes end, as long as their pods are there. Thread-safe.</summary>
internal sealed class ProbeCounts : IProbeCounts
{
    private readonly ConcurrentDictionary<PodId, ConcurrentDictionary<(string Container, ProbeKind Kind, ProbeOutcome Outcome), long>> _pods = new();

    public void Add(PodId pod, string container, ProbeKind kind, ProbeOutcome outcome) =>
        _pods.GetOrAdd(pod, static _ => new()).AddOrUpdate((container, kind, outcome), 1, static (_, count) => count + 1);

    public void Forget(PodId pod) => _pods.TryRemove(pod, out _);

    public IReadOnlyList<ProbeCount> Read() =>
    [
        .. from pod in _pods
           from count in pod.Value
           select new ProbeCount(pod.Key, count.Key.Container, count.Key.Kind, count.Key.Outcome, count.Value),
    ];
}
