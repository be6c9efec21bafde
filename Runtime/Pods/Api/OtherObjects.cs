using System.Collections.Concurrent;
using System.Text.Json;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Pods.Api;

/// <summary>Objects of kinds that only a provider knows, such as custom resources: where they are is asked of the server. Thread-safe.</summary>
internal sealed class OtherObjects(
    IKubernetesApi api, ReflectorFactory reflectors, ObjectWatches watches, TimeSpan linger, TimeProvider timeProvider) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string ApiVersion, string Kind), WatchedObjects<UntypedObject>> _kinds = new();
    private readonly ConcurrentDictionary<(string ApiVersion, string Kind), KubernetesResource<UntypedObject>> _types = new();

    /// <summary>Looks objects up.</summary>
    /// <exception cref="ProviderException">The server does not tell now, or knows no such kind.</exception>
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> GetJsonAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (!_kinds.TryGetValue((key.ApiVersion, key.Kind), out var objects))
        {
            var resource = await DiscoverAsync(key, cancellationToken);
            _types.TryAdd((key.ApiVersion, key.Kind), resource);
            objects = _kinds.GetOrAdd((key.ApiVersion, key.Kind), _ => new(resource, reflectors, watches, linger, timeProvider));
        }

        var type = _types[(key.ApiVersion, key.Kind)].ItemType;
        var found = await objects.FindAsync(key, cancellationToken);
        return [.. found.Select(item => (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(item, type))];
    }

    /// <summary>Follows objects of a kind that was looked up before; whoever looked in vain has to look again by himself.</summary>
    public IDisposable Watch(ObjectKey key, Action changed) =>
        _kinds.TryGetValue((key.ApiVersion, key.Kind), out var objects) ? objects.Watch(key, changed) : watches.Add(key, changed);

    public Task SweepAsync() => Task.WhenAll(_kinds.Values.Select(objects => objects.SweepAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (var objects in _kinds.Values)
        {
            await objects.DisposeAsync();
        }
    }

    private async Task<KubernetesResource<UntypedObject>> DiscoverAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            var path = key.ApiVersion.Contains('/', StringComparison.Ordinal) ? $"/apis/{key.ApiVersion}" : $"/api/{key.ApiVersion}";
            using var document = JsonDocument.Parse(await api.GetRawAsync(path, cancellationToken));
            foreach (var resource in document.RootElement.GetProperty("resources").EnumerateArray())
            {
                var plural = resource.GetProperty("name").GetString() ?? "";
                if (resource.GetProperty("kind").GetString() == key.Kind && !plural.Contains('/', StringComparison.Ordinal))
                {
                    return ApiResources.Untyped(key.ApiVersion, key.Kind, plural, resource.GetProperty("namespaced").GetBoolean());
                }
            }
        }
        catch (KubernetesApiException e)
        {
            throw ApiErrors.ToProviderException(e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ProviderException(ErrorReason.Transient, $"What the API server says of {key.ApiVersion} is not understood: {e.Message}", e);
        }

        throw new ProviderException(ErrorReason.NotFound, $"The API server has no kind {key.Kind} in {key.ApiVersion}.");
    }
}
