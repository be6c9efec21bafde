using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Benchmarks.Resolving;

/// <summary>One ConfigMap that never changes, and nothing else.</summary>
internal sealed class FixedObjects(ConfigMap configMap) : IObjectSource
{
    /// <inheritdoc/>
    public ValueTask<T?> FindAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject =>
        ValueTask.FromResult(key.Kind == "ConfigMap" && key.Name == configMap.Metadata.Name ? configMap as T : null);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<T>> ListAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject =>
        ValueTask.FromResult<IReadOnlyList<T>>([]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> GetJsonAsync(ObjectKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>([]);

    /// <inheritdoc/>
    public IDisposable Watch(ObjectKey key, Action changed) => new CancellationTokenSource();
}
