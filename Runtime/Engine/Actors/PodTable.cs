using System.Collections.Concurrent;

namespace Reeve.Runtime.Engine.Actors;

/// <summary>The pods of an engine. Thread-safe.</summary>
internal sealed class PodTable(EngineServices engine)
{
    private readonly ConcurrentDictionary<string, PodActor> _pods = new(StringComparer.Ordinal);

    public IEnumerable<PodActor> All => _pods.Select(static pair => pair.Value);

    public PodActor GetOrAdd(PodId id) => _pods.TryGetValue(id.Uid, out var pod) ? pod : _pods.GetOrAdd(id.Uid, _ => new PodActor(id, engine));

    public PodActor? Find(PodId id) => _pods.GetValueOrDefault(id.Uid);

    public void Remove(PodActor pod)
    {
        _pods.TryRemove(new KeyValuePair<string, PodActor>(pod.Id.Uid, pod));
        engine.ProbeCounts.Forget(pod.Id);
    }
}
