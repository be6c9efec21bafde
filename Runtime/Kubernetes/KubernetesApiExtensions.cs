using System.Text.Json;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Kubernetes;

/// <summary>Shorter forms of requests.</summary>
public static class KubernetesApiExtensions
{
    /// <summary>Reads all pages of a list. An incomplete list is never returned.</summary>
    /// <param name="api">The API.</param>
    /// <param name="resource">The kind.</param>
    /// <param name="ns">The namespace; null for all.</param>
    /// <param name="options">What to list; null lists everything, read from a quorum.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The items of all pages, with the version of the list.</returns>
    public static async Task<KubernetesList<T>> ListAllAsync<T>(
        this IKubernetesApi api, KubernetesResource<T> resource, string? ns, ListOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new()
    {
        ArgumentNullException.ThrowIfNull(api);
        options ??= new();
        var items = new List<T>();
        while (true)
        {
            var page = await api.ListAsync(resource, ns, options, cancellationToken);
            items.AddRange(page.Items);
            if (string.IsNullOrEmpty(page.Metadata.Continue))
            {
                return page with { Items = items };
            }

            // The version goes with the first page alone: the token carries it on.
            options = options with { Continue = page.Metadata.Continue, ResourceVersion = null, ResourceVersionMatch = null };
        }
    }

    /// <summary>Reads an object, or null if there is none.</summary>
    public static async Task<T?> FindAsync<T>(
        this IKubernetesApi api, KubernetesResource<T> resource, string? ns, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new()
    {
        ArgumentNullException.ThrowIfNull(api);
        try
        {
            return await api.GetAsync(resource, ns, name, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Reads the server's version.</summary>
    public static async Task<KubernetesVersion> GetVersionAsync(this IKubernetesApi api, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(api);
        var body = await api.GetRawAsync("/version", cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(body.Span, ClientJson.TypeInfo<KubernetesVersion>()) ?? new();
        }
        catch (JsonException e)
        {
            throw new KubernetesApiException("GET /version: the answer is not understood.", new() { Message = e.Message }, inner: e);
        }
    }

    /// <summary>Creates an object in the namespace that its metadata names.</summary>
    public static Task<T> CreateAsync<T>(this IKubernetesApi api, KubernetesResource<T> resource, T item, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => Checked(api).CreateAsync(resource, item, null, cancellationToken);

    /// <summary>Replaces the object that its metadata names.</summary>
    public static Task<T> ReplaceAsync<T>(this IKubernetesApi api, KubernetesResource<T> resource, T item, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => Checked(api).ReplaceAsync(resource, item, null, cancellationToken);

    /// <summary>Changes an object.</summary>
    public static Task<T> PatchAsync<T>(
        this IKubernetesApi api, KubernetesResource<T> resource, string? ns, string name, KubernetesPatch patch, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => Checked(api).PatchAsync(resource, ns, name, patch, null, cancellationToken);

    /// <summary>Asks for the deletion of an object.</summary>
    public static Task DeleteAsync<T>(
        this IKubernetesApi api, KubernetesResource<T> resource, string? ns, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new() => Checked(api).DeleteAsync(resource, ns, name, null, cancellationToken);

    private static IKubernetesApi Checked(IKubernetesApi api)
    {
        ArgumentNullException.ThrowIfNull(api);
        return api;
    }
}
