using System.Text;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Tests.Pods.Fakes;

/// <summary>Objects in memory.</summary>
internal sealed class FakeObjects : IObjectSource
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, KubernetesObject> _objects = [];
    private readonly List<(ObjectKey Key, Action Changed)> _watches = [];

    /// <summary>While set, look-ups of ConfigMaps and Secrets fail with this.</summary>
    public string? FailsWith { get; set; }

    /// <summary>Gives objects as JSON.</summary>
    public Func<ObjectKey, IReadOnlyList<ReadOnlyMemory<byte>>> Json { get; set; } = _ => [];

    public int Watches
    {
        get
        {
            lock (_lock)
            {
                return _watches.Count;
            }
        }
    }

    public static ConfigMap ConfigMap(string name, params (string Key, string Value)[] data) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" },
        Data = data.ToDictionary(pair => pair.Key, pair => pair.Value),
    };

    public static Secret Secret(string name, params (string Key, string Value)[] data) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" },
        Data = data.ToDictionary(pair => pair.Key, pair => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(pair.Value)),
    };

    public FakeObjects Set(KubernetesObject value)
    {
        var key = KeyOf(value);
        Action[] changed;
        lock (_lock)
        {
            _objects[key] = value;
            changed = [.. _watches.Where(watch => watch.Key == key).Select(watch => watch.Changed)];
        }

        Array.ForEach(changed, action => action());
        return this;
    }

    public ValueTask<T?> FindAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject
    {
        if (FailsWith is { } failure)
        {
            throw new ProviderException(ErrorReason.Transient, failure);
        }

        lock (_lock)
        {
            return ValueTask.FromResult(_objects.GetValueOrDefault(key) as T);
        }
    }

    public ValueTask<IReadOnlyList<T>> ListAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<T>>([.. _objects.Values.OfType<T>().Where(o => (o.Metadata.Namespace ?? "") == key.Namespace)]);
        }
    }

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> GetJsonAsync(ObjectKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Json(key));

    public IDisposable Watch(ObjectKey key, Action changed)
    {
        lock (_lock)
        {
            var watch = (key, changed);
            _watches.Add(watch);
            return new Ending(() =>
            {
                lock (_lock)
                {
                    _watches.Remove(watch);
                }
            });
        }
    }

    private static ObjectKey KeyOf(KubernetesObject value) =>
        new() { Kind = value.Kind, Namespace = value.Metadata.Namespace ?? "", Name = value.Metadata.Name };

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
