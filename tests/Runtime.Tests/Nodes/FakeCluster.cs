using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Tests.Nodes;

/// <summary>An API server in memory, as far as nodes, leases and certificate requests go. What goes wrong is decided by <see cref="Before"/>.</summary>
internal sealed class FakeCluster : IKubernetesApi
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, ChannelWriter<(string Type, JsonObject Object)> Writer)> _watches = [];
    private long _version = 100;

    /// <summary>Asked before each request, with its verb and path; throws what the server answers.</summary>
    public Action<string, string>? Before { get; set; }

    /// <summary>Watches are late: what changes while this is set, none of them tells.</summary>
    public bool WatchesAreLate { get; set; }

    /// <summary>Verb and path of every request that was carried out.</summary>
    public List<string> Requests { get; } = [];

    public KubernetesEndpoint Endpoint { get; init; } = new(new Uri("https://cluster.test:6443"), []);

    public static KubernetesApiException Error(HttpStatusCode code, string reason) =>
        new($"{(int)code} {reason}", new Reeve.Kubernetes.Status { Code = (int)code, Reason = reason });

    public static KubernetesApiException Unreachable() => new("no answer", new Reeve.Kubernetes.Status());

    /// <summary>An object as it is stored, or null.</summary>
    public JsonObject? Stored(string path)
    {
        lock (_lock)
        {
            return _objects.GetValueOrDefault(path)?.DeepClone().AsObject();
        }
    }

    public T? Find<T>(string path)
        where T : class => Stored(path) is { } json ? JsonSerializer.Deserialize(json, KubernetesJson.GetTypeInfo<T>()) : null;

    /// <summary>Changes what is stored, as somebody else would.</summary>
    public void Change(string path, Action<JsonObject> change)
    {
        lock (_lock)
        {
            var item = _objects[path].DeepClone().AsObject();
            change(item);
            Store(path, item);
        }
    }

    /// <summary>Stores an object, as somebody else would.</summary>
    public void Put<T>(string path, T item)
    {
        lock (_lock)
        {
            Store(path, JsonObject.Create(KubernetesJson.SerializeToElement(item))!);
        }
    }

    /// <summary>The history goes on from an older version, as after a restoration.</summary>
    public void Rewind(long version)
    {
        lock (_lock)
        {
            _version = version;
        }
    }

    public void Delete(string path)
    {
        lock (_lock)
        {
            if (_objects.Remove(path, out var gone))
            {
                Tell(path, WatchEventTypes.Deleted, gone);
            }
        }
    }

    public Task<T> GetAsync<T>(KubernetesResource<T> resource, string? ns, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() =>
        AnswerAsync(resource, "get", PathOf(resource, ns, name), path => _objects.GetValueOrDefault(path) ?? throw NotFound(), cancellationToken);

    public Task<KubernetesList<T>> ListAsync<T>(KubernetesResource<T> resource, string? ns, ListOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => throw new NotSupportedException();

    public Task<T> CreateAsync<T>(KubernetesResource<T> resource, T item, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() =>
        AnswerAsync(
            resource,
            "create",
            PathOf(resource, item.Metadata.Namespace, item.Metadata.Name),
            path => _objects.ContainsKey(path) ? throw Error(HttpStatusCode.Conflict, StatusReasons.AlreadyExists) : Store(path, ToJson(resource, item)),
            cancellationToken);

    public Task<T> CreateAsync<T>(KubernetesResource<T> resource, string? ns, string name, T item, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => throw new NotSupportedException();

    public Task<T> ReplaceAsync<T>(KubernetesResource<T> resource, T item, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() =>
        AnswerAsync(
            resource,
            "update",
            PathOf(resource, item.Metadata.Namespace, item.Metadata.Name),
            path =>
            {
                var there = _objects.GetValueOrDefault(path) ?? throw NotFound();
                return item.Metadata.ResourceVersion is { } version && version != (string?)there["metadata"]!["resourceVersion"]
                    ? throw Error(HttpStatusCode.Conflict, StatusReasons.Conflict)
                    : Store(path, ToJson(resource, item));
            },
            cancellationToken);

    public Task<T> PatchAsync<T>(
        KubernetesResource<T> resource, string? ns, string name, KubernetesPatch patch, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() =>
        AnswerAsync(
            resource,
            "patch",
            PathOf(resource, ns, name),
            path =>
            {
                var item = (_objects.GetValueOrDefault(path) ?? throw NotFound()).DeepClone().AsObject();
                var body = JsonNode.Parse(patch.Body.Span)!.AsObject();
                if ((string?)body["metadata"]?["resourceVersion"] is { } version && version != (string?)item["metadata"]!["resourceVersion"])
                {
                    throw Error(HttpStatusCode.Conflict, StatusReasons.Conflict);
                }

                StrategicMerge.Apply(item, body);
                return Store(path, item);
            },
            cancellationToken);

    public Task DeleteAsync<T>(KubernetesResource<T> resource, string? ns, string name, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => throw new NotSupportedException();

    public Task DeleteCollectionAsync<T>(
        KubernetesResource<T> resource, string? ns, ListOptions? selection, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => throw new NotSupportedException();

    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        KubernetesResource<T> resource, string? ns, WatchOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new()
    {
        var path = PathOf(resource, ns, options!.FieldSelector!["metadata.name=".Length..]);
        var changes = Channel.CreateUnbounded<(string Type, JsonObject Object)>();
        Check("watch", path);
        lock (_lock)
        {
            _watches.Add((path, changes.Writer));
            if (_objects.GetValueOrDefault(path) is { } there && options.ResourceVersion != (string?)there["metadata"]!["resourceVersion"])
            {
                changes.Writer.TryWrite((WatchEventTypes.Added, there));
            }
        }

        await foreach (var (type, item) in changes.Reader.ReadAllAsync(cancellationToken))
        {
            yield return new WatchEvent<T> { Type = type, Object = item.Deserialize(resource.ItemType) };
        }
    }

    public Task<ReadOnlyMemory<byte>> GetRawAsync(string path, CancellationToken cancellationToken)
    {
        Check("get", path);
        return Task.FromResult<ReadOnlyMemory<byte>>("""{"major":"1","minor":"20","gitVersion":"v1.20.2"}"""u8.ToArray());
    }

    /// <summary>Ends every watch, as a server does now and then.</summary>
    public void EndWatches()
    {
        lock (_lock)
        {
            _watches.ForEach(watch => watch.Writer.TryComplete());
            _watches.Clear();
        }
    }

    public static X509Certificate2 NewAuthority(string name)
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        var request = new CertificateRequest($"CN={name}", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2060, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private static string PathOf<T>(KubernetesResource<T> resource, string? ns, string name)
        where T : class, IKubernetesObject, new() => ns is null ? $"{resource.Plural}/{name}" : $"{resource.Plural}/{ns}/{name}";

    private static JsonObject ToJson<T>(KubernetesResource<T> resource, T item)
        where T : class, IKubernetesObject, new() => JsonObject.Create(JsonSerializer.SerializeToElement(item, resource.ItemType))!;

    private static KubernetesApiException NotFound() => Error(HttpStatusCode.NotFound, StatusReasons.NotFound);

    private async Task<T> AnswerAsync<T>(KubernetesResource<T> resource, string verb, string path, Func<string, JsonObject> act, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new()
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        Check(verb, path + (resource.SubresourceName.Length > 0 ? "/" + resource.SubresourceName : ""));
        lock (_lock)
        {
            return act(path).Deserialize(resource.ItemType)!;
        }
    }

    private void Check(string verb, string path)
    {
        Before?.Invoke(verb, path);
        lock (_lock)
        {
            Requests.Add($"{verb} {path}");
        }
    }

    private JsonObject Store(string path, JsonObject item)
    {
        var isNew = !_objects.TryGetValue(path, out var before);
        var metadata = item["metadata"] as JsonObject ?? (JsonObject)(item["metadata"] = new JsonObject());
        metadata["uid"] = isNew ? Guid.NewGuid().ToString() : before!["metadata"]!["uid"]!.DeepClone();
        metadata["resourceVersion"] = (++_version).ToString(System.Globalization.CultureInfo.InvariantCulture);
        _objects[path] = item;
        Tell(path, isNew ? WatchEventTypes.Added : WatchEventTypes.Modified, item);
        return item;
    }

    private void Tell(string path, string type, JsonObject item)
    {
        foreach (var (prefix, writer) in _watches)
        {
            if (prefix == path && !WatchesAreLate)
            {
                writer.TryWrite((type, item.DeepClone().AsObject()));
            }
        }
    }
}
