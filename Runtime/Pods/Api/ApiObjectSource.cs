using System.Text.Json;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// What pods refer to, from an API server, within what a node may read: ConfigMaps and Secrets by name while pods need them, services,
/// claims and their volumes one by one, and whatever else a provider names, by discovery. Thread-safe.
/// </summary>
internal sealed class ApiObjectSource : IObjectSource, IAsyncDisposable
{
    private readonly ObjectWatches _watches = new();
    private readonly WatchedObjects<ConfigMap> _configMaps;
    private readonly WatchedObjects<Secret> _secrets;
    private readonly OtherObjects _others;
    private readonly PolledObjects _polled;
    private readonly Lazy<ServiceIndex> _services;
    private readonly ITimer _sweeper;

    public ApiObjectSource(PodApiOptions options, IKubernetesApi api, ReflectorFactory reflectors, TimeProvider timeProvider, ILogger logger)
    {
        _configMaps = new(ApiResources.ConfigMaps, reflectors, _watches, options.ObjectLinger, timeProvider);
        _secrets = new(ApiResources.Secrets, reflectors, _watches, options.ObjectLinger, timeProvider);
        _others = new(api, reflectors, _watches, options.ObjectLinger, timeProvider);
        _polled = new(api, options, timeProvider);
        _services = new(() => new(reflectors, options.StateDirectory, timeProvider, logger));
        _sweeper = timeProvider.CreateTimer(_ => _ = SweepAsync(), null, options.ObjectLinger, options.ObjectLinger);
    }

    /// <inheritdoc/>
    public async ValueTask<T?> FindAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject => key.Kind switch
        {
            "ConfigMap" => One(await _configMaps.FindAsync(key, cancellationToken)) as T,
            "Secret" => One(await _secrets.FindAsync(key, cancellationToken)) as T,
            "Service" => (await ListAsync<T>(key, cancellationToken)).FirstOrDefault(service => service.Metadata.Name == key.Name),
            "PersistentVolumeClaim" => await _polled.FindAsync(ApiResources.PersistentVolumeClaims, key, cancellationToken) as T,
            "PersistentVolume" => await _polled.FindAsync(ApiResources.PersistentVolumes, key, cancellationToken) as T,
            _ => throw new ProviderException(ErrorReason.Unsupported, $"Objects of kind {key.Kind} are not read by type."),
        };

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<T>> ListAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject => key.Kind == "Service"
            ? [.. (await _services.Value.ListAsync(key.Namespace, cancellationToken)).OfType<T>()]
            : throw new ProviderException(ErrorReason.Unsupported, $"A node may not list objects of kind {key.Kind}.");

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> GetJsonAsync(ObjectKey key, CancellationToken cancellationToken) => key switch
    {
        { ApiVersion: "v1", Kind: "ConfigMap", Name.Length: > 0 } => Json(await FindAsync<ConfigMap>(key, cancellationToken)),
        { ApiVersion: "v1", Kind: "Secret", Name.Length: > 0 } => Json(await FindAsync<Secret>(key, cancellationToken)),
        { ApiVersion: "v1", Kind: "PersistentVolumeClaim", Name.Length: > 0 } => Json(await FindAsync<PersistentVolumeClaim>(key, cancellationToken)),
        { ApiVersion: "v1", Kind: "PersistentVolume", Name.Length: > 0 } => Json(await FindAsync<PersistentVolume>(key, cancellationToken)),
        _ => await _others.GetJsonAsync(key, cancellationToken),
    };

    /// <inheritdoc/>
    public IDisposable Watch(ObjectKey key, Action changed) => key switch
    {
        { ApiVersion: "v1", Kind: "ConfigMap", Name.Length: > 0 } => _configMaps.Watch(key, changed),
        { ApiVersion: "v1", Kind: "Secret", Name.Length: > 0 } => _secrets.Watch(key, changed),
        { ApiVersion: "v1", Kind: "PersistentVolumeClaim" or "PersistentVolume" } => _polled.Watch(key, changed),
        _ => _others.Watch(key, changed),
    };

    public async ValueTask DisposeAsync()
    {
        await _sweeper.DisposeAsync();
        await _configMaps.DisposeAsync();
        await _secrets.DisposeAsync();
        await _others.DisposeAsync();
        if (_services.IsValueCreated)
        {
            await _services.Value.DisposeAsync();
        }
    }

    private static T? One<T>(IReadOnlyList<T> items)
        where T : class => items.Count > 0 ? items[0] : null;

    private static IReadOnlyList<ReadOnlyMemory<byte>> Json<T>(T? item)
        where T : KubernetesObject => item is null ? [] : [JsonSerializer.SerializeToUtf8Bytes(item, KubernetesJson.GetTypeInfo<T>())];

    private Task SweepAsync() => Task.WhenAll(_configMaps.SweepAsync(), _secrets.SweepAsync(), _others.SweepAsync());
}
