using System.Text.Json;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// Answers with what was last known while the API server does not answer. What it refuses is refused. Thread-safe.
/// </summary>
internal sealed class KeptObjectSource(IObjectSource source, KeptObjects kept) : IObjectSource
{
    /// <inheritdoc/>
    public async ValueTask<T?> FindAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject
    {
        if (!KeptObjects.Takes(key))
        {
            return await source.FindAsync<T>(key, cancellationToken);
        }

        try
        {
            var found = await source.FindAsync<T>(key, cancellationToken);
            kept.Set(key, found is null ? [] : [JsonSerializer.SerializeToUtf8Bytes(found, KubernetesJson.GetTypeInfo<T>())]);
            return found;
        }
        catch (ProviderException e) when (e.Reason == ErrorReason.Transient && kept.Find(key) is { } known)
        {
            return known.Count == 0 ? null : JsonSerializer.Deserialize(known[0].Span, KubernetesJson.GetTypeInfo<T>());
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<T>> ListAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject => source.ListAsync<T>(key, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> GetJsonAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (!KeptObjects.Takes(key))
        {
            return await source.GetJsonAsync(key, cancellationToken);
        }

        try
        {
            var found = await source.GetJsonAsync(key, cancellationToken);
            kept.Set(key, found);
            return found;
        }
        catch (ProviderException e) when (e.Reason == ErrorReason.Transient && kept.Find(key) is { } known)
        {
            return known;
        }
    }

    /// <inheritdoc/>
    public IDisposable Watch(ObjectKey key, Action changed)
    {
        var watch = source.Watch(key, changed);
        return KeptObjects.Takes(key) ? new Both(watch, kept.Use(key)) : watch;
    }

    private sealed class Both(IDisposable first, IDisposable second) : IDisposable
    {
        public void Dispose()
        {
            first.Dispose();
            second.Dispose();
        }
    }
}
