using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Kubernetes.Http;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Kubernetes.Watching;

namespace Reeve.Runtime.Kubernetes;

/// <summary>The API of a cluster over HTTP. Dispose it when nothing uses it any more: what is in flight then ends by itself.</summary>
public sealed class KubernetesClient : IKubernetesApi, IDisposable
{
    private const int MaxRawBytes = 64 * 1024 * 1024;

    private readonly KubernetesMetrics _metrics;
    private readonly RequestSender _sender;
    private readonly RequestScope _scope;
    private readonly string _fieldManager;

    /// <summary>Creates a client; nothing is sent before the first request.</summary>
    /// <param name="connection">Where to, and as whom.</param>
    /// <param name="options">How it behaves; null for the defaults.</param>
    /// <param name="timeProvider">The clock; null for the machine's.</param>
    /// <param name="logger">The log; null for none.</param>
    /// <param name="meterFactory">Makes meters; null for one of its own.</param>
    public KubernetesClient(
        KubernetesConnection connection,
        KubernetesClientOptions? options = null,
        TimeProvider? timeProvider = null,
        ILogger<KubernetesClient>? logger = null,
        IMeterFactory? meterFactory = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        options ??= new();
        timeProvider ??= TimeProvider.System;
        Connection = connection;
        Endpoint = new(connection.Server, connection.CertificateAuthorities);
        _fieldManager = options.UserAgent.Split('/', ' ')[0];
        _metrics = new(meterFactory);
        _scope = new(options.RequestTimeout, timeProvider);
        _sender = new(connection, options, timeProvider, _metrics, logger ?? NullLogger<KubernetesClient>.Instance);
    }

    /// <summary>Where to, and as whom.</summary>
    public KubernetesConnection Connection { get; }

    /// <inheritdoc/>
    public KubernetesEndpoint Endpoint { get; }

    /// <inheritdoc/>
    public Task<T> GetAsync<T>(KubernetesResource<T> resource, string? ns, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() =>
        SendAsync(new(HttpMethod.Get, ApiPaths.Of(resource, ns, name)) { IsIdempotent = true }, resource.ItemType, cancellationToken);

    /// <inheritdoc/>
    public Task<KubernetesList<T>> ListAsync<T>(
        KubernetesResource<T> resource, string? ns, ListOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => SendAsync(
        new(HttpMethod.Get, ApiPaths.Of(resource, ns, null) + ApiPaths.Query(options)) { IsIdempotent = true },
        resource.ListType ?? throw new ArgumentException($"{resource} cannot be listed.", nameof(resource)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<T> CreateAsync<T>(KubernetesResource<T> resource, T item, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new()
    {
        var request = Write(HttpMethod.Post, ApiPaths.Of(resource, item.Metadata.Namespace, null), resource, item, options);
        return SendAsync(request, resource.ItemType, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<T> CreateAsync<T>(
        KubernetesResource<T> resource, string? ns, string name, T item, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new()
    {
        var request = Write(HttpMethod.Post, ApiPaths.Of(resource, ns, name), resource, item, options);
        var answer = await SendAsync(request, resource.ItemType, cancellationToken);
        return answer.Kind == "Status" ? item : answer;
    }

    /// <inheritdoc/>
    public Task<T> ReplaceAsync<T>(KubernetesResource<T> resource, T item, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new()
    {
        var request = Write(HttpMethod.Put, ApiPaths.Of(resource, item.Metadata.Namespace, item.Metadata.Name), resource, item, options);
        return SendAsync(request with { IsIdempotent = true }, resource.ItemType, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<T> PatchAsync<T>(
        KubernetesResource<T> resource, string? ns, string name, KubernetesPatch patch, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new()
    {
        ArgumentNullException.ThrowIfNull(patch);
        var request = new ApiRequest(HttpMethod.Patch, ApiPaths.Of(resource, ns, name) + ApiPaths.Query(options, _fieldManager))
        {
            Body = patch.Body,
            ContentType = patch.ContentType,
            IsIdempotent = patch.IsApply,
        };
        return SendAsync(request, resource.ItemType, cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteAsync<T>(KubernetesResource<T> resource, string? ns, string name, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => SendAsync(Delete(ApiPaths.Of(resource, ns, name), options), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteCollectionAsync<T>(
        KubernetesResource<T> resource, string? ns, ListOptions? selection, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() =>
        SendAsync(Delete(ApiPaths.Of(resource, ns, null) + ApiPaths.Query(selection), options), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        KubernetesResource<T> resource, string? ns, WatchOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new()
    {
        var request = new ApiRequest(HttpMethod.Get, ApiPaths.Of(resource, ns, null) + ApiPaths.Query(options ?? new()))
        {
            IsWatch = true,
            HasOwnConnection = options?.OwnConnection == true,
        };
        using var response = await _scope.RunAsync(request, token => _sender.SendAsync(request, token), cancellationToken);
        await using var stream = await _scope.RunAsync(request, response.Message.Content.ReadAsStreamAsync, cancellationToken);
        await using var events = WatchStream.ReadAsync(stream, resource.ItemType, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await RequestScope.TranslateAsync(request, events.MoveNextAsync, cancellationToken))
        {
            if (events.Current.Type == WatchEventTypes.Error)
            {
                throw StatusReader.Create(request, events.Current.Error ?? new());
            }

            yield return events.Current;
        }
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> GetRawAsync(string path, CancellationToken cancellationToken)
    {
        if (path is not ['/', ..])
        {
            throw new ArgumentException("The path must begin with a slash.", nameof(path));
        }

        var request = new ApiRequest(HttpMethod.Get, path) { IsIdempotent = true, Accept = "application/json, */*" };
        return _scope.RunAsync(
            request,
            async token =>
            {
                using var response = await _sender.SendAsync(request, token);
                await using var stream = await response.Message.Content.ReadAsStreamAsync(token);
                return await BoundedReader.ReadAsync(stream, MaxRawBytes, token);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sender.Dispose();
        _metrics.Dispose();
    }

    private static ApiRequest Delete(string path, DeleteOptions? options) => new(HttpMethod.Delete, path)
    {
        Body = options is null ? default : KubernetesJson.SerializeToUtf8Bytes(options),
        IsIdempotent = true,
    };

    private ApiRequest Write<T>(HttpMethod method, string path, KubernetesResource<T> resource, T item, WriteOptions? options)
        where T : class, IKubernetesObject, new() => new(method, path + ApiPaths.Query(options, _fieldManager))
    {
        Body = JsonSerializer.SerializeToUtf8Bytes(item, resource.ItemType),
    };

    private Task<TResult> SendAsync<TResult>(ApiRequest request, JsonTypeInfo<TResult> type, CancellationToken cancellationToken) => _scope.RunAsync(
        request,
        async token =>
        {
            using var response = await _sender.SendAsync(request, token);
            await using var stream = await response.Message.Content.ReadAsStreamAsync(token);
            return await JsonSerializer.DeserializeAsync(stream, type, token) ?? throw new JsonException("The answer is null.");
        },
        cancellationToken);

    private Task SendAsync(ApiRequest request, CancellationToken cancellationToken) => _scope.RunAsync(
        request,
        async token =>
        {
            using var response = await _sender.SendAsync(request, token);
            await response.Message.Content.CopyToAsync(Stream.Null, token);
            return true;
        },
        cancellationToken);
}
