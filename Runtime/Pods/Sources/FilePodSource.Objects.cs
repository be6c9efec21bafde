using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Sources;

/// <content>The objects beside the pods.</content>
public sealed partial class FilePodSource
{
    /// <inheritdoc/>
    public ValueTask<T?> FindAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject => ValueTask.FromResult(Objects.Find(key) as T);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<T>> ListAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject => ValueTask.FromResult<IReadOnlyList<T>>([.. Objects.List(key).OfType<T>()]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> GetJsonAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        IReadOnlyList<KubernetesObject> found = key.Name.Length == 0 ? Objects.List(key)
            : Objects.Find(key) is { } one ? [one]
            : [];
        return ValueTask.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>([.. found.Select(ManifestObjects.ToJson)]);
    }

    /// <inheritdoc/>
    public IDisposable Watch(ObjectKey key, Action changed) => _watches.Add(key, changed);

    private ManifestObjects Objects
    {
        get
        {
            lock (_lock)
            {
                if (!_isLoaded)
                {
                    Scan();
                }

                return _objects;
            }
        }
    }
}
