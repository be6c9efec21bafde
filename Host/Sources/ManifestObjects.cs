using Reeve.Kubernetes;
using Reeve.Runtime.Manifests;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Host.Sources;

/// <summary>The objects beside the pods in manifests. Thread-safe.</summary>
internal sealed class ManifestObjects : IObjectSource
{
    private readonly Lock _lock = new();
    private readonly List<(ObjectKey Key, Action Changed)> _subscriptions = [];
    private Dictionary<ObjectKey, KubernetesObject> _objects = [];

    /// <summary>Takes over what was read, and tells who waits for a change.</summary>
    public void Set(ManifestSet manifests)
    {
        var next = new Dictionary<ObjectKey, KubernetesObject>();
        foreach (var item in All(manifests))
        {
            next[KeyOf(item)] = item;
        }

        List<Action> calls;
        lock (_lock)
        {
            var before = _objects;
            _objects = next;
            var changed = before.Keys.Union(next.Keys)
                .Where(key => !Equals(before.GetValueOrDefault(key), next.GetValueOrDefault(key)))
                .ToList();
            calls = [.. _subscriptions.Where(one => changed.Any(key => Matches(one.Key, key))).Select(one => one.Changed)];
        }

        calls.ForEach(call => call());
    }

    /// <inheritdoc/>
    public ValueTask<T?> FindAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_objects.GetValueOrDefault(key) as T);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<T>> ListAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject =>
        ValueTask.FromResult<IReadOnlyList<T>>([.. Select(key with { Name = "" }).OfType<T>()]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> GetJsonAsync(ObjectKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>([.. Select(key).Select(ToJson)]);

    /// <inheritdoc/>
    public IDisposable Watch(ObjectKey key, Action changed)
    {
        var subscription = (key, changed);
        lock (_lock)
        {
            _subscriptions.Add(subscription);
        }

        return new Unsubscriber(this, subscription);
    }

    private static IEnumerable<KubernetesObject> All(ManifestSet set) =>
    [
        .. set.ConfigMaps, .. set.Secrets, .. set.Services, .. set.ServiceAccounts, .. set.Namespaces,
        .. set.PersistentVolumeClaims, .. set.PersistentVolumes,
    ];

    private static ObjectKey KeyOf(KubernetesObject item) => new()
    {
        ApiVersion = item.ApiVersion,
        Kind = item.Kind,
        Namespace = item.Metadata.Namespace ?? "",
        Name = item.Metadata.Name,
    };

    private static bool Matches(ObjectKey wanted, ObjectKey key) => wanted with { Name = key.Name } == key && wanted.Name is "" || wanted == key;

    private static ReadOnlyMemory<byte> ToJson(KubernetesObject item) =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(item, KubernetesJson.Options.GetTypeInfo(item.GetType()));

    private List<KubernetesObject> Select(ObjectKey key)
    {
        lock (_lock)
        {
            return [.. _objects.Where(pair => Matches(key, pair.Key)).Select(pair => pair.Value)];
        }
    }

    private sealed class Unsubscriber(ManifestObjects owner, (ObjectKey Key, Action Changed) subscription) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._lock)
            {
                owner._subscriptions.Remove(subscription);
            }
        }
    }
}
