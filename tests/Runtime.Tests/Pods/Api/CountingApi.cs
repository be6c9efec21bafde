using System.Collections.Concurrent;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Tests.Pods.Api;

/// <summary>Passes requests on, counts them by verb and resource, and can be told that the server is away.</summary>
internal sealed class CountingApi(IKubernetesApi api) : IKubernetesApi
{
    public ConcurrentDictionary<string, int> Requests { get; } = [];

    /// <summary>While set, every request fails as one without an answer.</summary>
    public bool IsAway { get; set; }

    public int Total => Requests.Values.Sum();

    public KubernetesEndpoint Endpoint => api.Endpoint;

    public Task<T> GetAsync<T>(KubernetesResource<T> resource, string? ns, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => Ask("get", resource, () => api.GetAsync(resource, ns, name, cancellationToken));

    public Task<KubernetesList<T>> ListAsync<T>(KubernetesResource<T> resource, string? ns, ListOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => Ask("list", resource, () => api.ListAsync(resource, ns, options, cancellationToken));

    public Task<T> CreateAsync<T>(KubernetesResource<T> resource, T item, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => Ask("create", resource, () => api.CreateAsync(resource, item, options, cancellationToken));

    public Task<T> CreateAsync<T>(KubernetesResource<T> resource, string? ns, string name, T item, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => Ask("create", resource, () => api.CreateAsync(resource, ns, name, item, options, cancellationToken));

    public Task<T> ReplaceAsync<T>(KubernetesResource<T> resource, T item, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => Ask("replace", resource, () => api.ReplaceAsync(resource, item, options, cancellationToken));

    public Task<T> PatchAsync<T>(
        KubernetesResource<T> resource, string? ns, string name, KubernetesPatch patch, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => Ask("patch", resource, () => api.PatchAsync(resource, ns, name, patch, options, cancellationToken));

    public Task DeleteAsync<T>(KubernetesResource<T> resource, string? ns, string name, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => Ask("delete", resource, async () =>
        {
            await api.DeleteAsync(resource, ns, name, options, cancellationToken);
            return true;
        });

    public Task DeleteCollectionAsync<T>(
        KubernetesResource<T> resource, string? ns, ListOptions? selection, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => api.DeleteCollectionAsync(resource, ns, selection, options, cancellationToken);

    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        KubernetesResource<T> resource, string? ns, WatchOptions? options, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new()
    {
        Count("watch", resource);
        await foreach (var item in api.WatchAsync(resource, ns, options, cancellationToken))
        {
            Check();
            yield return item;
        }
    }

    public Task<ReadOnlyMemory<byte>> GetRawAsync(string path, CancellationToken cancellationToken)
    {
        Requests.AddOrUpdate($"get {path}", 1, static (_, count) => count + 1);
        Check();
        return api.GetRawAsync(path, cancellationToken);
    }

    private Task<TResult> Ask<T, TResult>(string verb, KubernetesResource<T> resource, Func<Task<TResult>> ask)
        where T : class, IKubernetesObject, new()
    {
        Count(verb, resource);
        return ask();
    }

    private void Count<T>(string verb, KubernetesResource<T> resource)
        where T : class, IKubernetesObject, new()
    {
        Requests.AddOrUpdate($"{verb} {resource}", 1, static (_, count) => count + 1);
        Check();
    }

    private void Check() => _ = IsAway ? throw new KubernetesApiException("The server is away.", new()) : 0;
}
