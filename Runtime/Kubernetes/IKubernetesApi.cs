using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Kubernetes;

/// <summary>
/// The API of one cluster, as one identity. Thread-safe. Every method throws <see cref="KubernetesApiException"/> alone for what the
/// server answers, for connections that fail and for deadlines, and <see cref="OperationCanceledException"/> for its token alone.
/// Objects come without <c>metadata.managedFields</c>; writing one back keeps the server's.
/// </summary>
public interface IKubernetesApi
{
    /// <summary>Where the API is, and how it is known again.</summary>
    KubernetesEndpoint Endpoint { get; }

    /// <summary>Reads an object.</summary>
    /// <param name="resource">The kind, or a subresource.</param>
    /// <param name="ns">The namespace; null for cluster-scoped kinds.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<T> GetAsync<T>(KubernetesResource<T> resource, string? ns, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new();

    /// <summary>Reads one page of a list; see <see cref="KubernetesApiExtensions.ListAllAsync"/> for all pages.</summary>
    /// <param name="resource">The kind.</param>
    /// <param name="ns">The namespace; null for all, or for cluster-scoped kinds.</param>
    /// <param name="options">What to list; null lists everything, read from a quorum.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<KubernetesList<T>> ListAsync<T>(KubernetesResource<T> resource, string? ns, ListOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new();

    /// <summary>Creates an object in the namespace that its metadata names.</summary>
    /// <returns>The object as stored.</returns>
    Task<T> CreateAsync<T>(KubernetesResource<T> resource, T item, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new();

    /// <summary>Creates what a subresource of an object takes: a token request, an eviction, a binding.</summary>
    /// <param name="resource">The subresource, such as <see cref="ApiResources.ServiceAccountTokens"/>.</param>
    /// <param name="ns">The namespace; null for cluster-scoped kinds.</param>
    /// <param name="name">The name of the object that has the subresource.</param>
    /// <param name="item">What to create.</param>
    /// <param name="options">Further options.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The server's object, or the given one where the server says no more than that it succeeded.</returns>
    Task<T> CreateAsync<T>(KubernetesResource<T> resource, string? ns, string name, T item, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new();

    /// <summary>Replaces the object that its metadata names; with a resource version there only if it is still the current one.</summary>
    /// <returns>The object as stored.</returns>
    Task<T> ReplaceAsync<T>(KubernetesResource<T> resource, T item, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new();

    /// <summary>Changes an object.</summary>
    /// <returns>The object as stored.</returns>
    Task<T> PatchAsync<T>(
        KubernetesResource<T> resource, string? ns, string name, KubernetesPatch patch, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new();

    /// <summary>Asks for the deletion of an object. It may stay until its grace is over and its finalizers are gone.</summary>
    Task DeleteAsync<T>(KubernetesResource<T> resource, string? ns, string name, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new();

    /// <summary>Asks for the deletion of all objects that the options select.</summary>
    Task DeleteCollectionAsync<T>(
        KubernetesResource<T> resource, string? ns, ListOptions? selection, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new();

    /// <summary>
    /// Watches objects of a kind until the server ends the stream, which is normal after some minutes. Bookmarks are passed on; an
    /// <c>ERROR</c> event is thrown. For a lasting view use a reflector.
    /// </summary>
    IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        KubernetesResource<T> resource, string? ns, WatchOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new();

    /// <summary>Reads what a path answers, such as <c>/version</c> or <c>/readyz</c>, up to 64 MiB.</summary>
    /// <param name="path">Path and query, absolute within the server.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<ReadOnlyMemory<byte>> GetRawAsync(string path, CancellationToken cancellationToken);
}
