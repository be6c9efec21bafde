using System.Globalization;
using System.Text;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>Paths and queries of requests. Whatever comes from outside is escaped.</summary>
internal static class ApiPaths
{
    public static string Of<T>(KubernetesResource<T> resource, string? ns, string? name)
        where T : class, IKubernetesObject, new()
    {
        if (name is not null && (name.Length == 0 || name is "." or ".." || name.Contains('/')))
        {
            throw new ArgumentException($"\"{name}\" cannot be the name of an object.", nameof(name));
        }

        if (resource.IsNamespaced && name is not null && string.IsNullOrEmpty(ns))
        {
            throw new ArgumentException($"{resource} are in namespaces, and none is given.", nameof(ns));
        }

        var path = new StringBuilder(resource.Group.Length == 0 ? "/api/" : "/apis/").Append(resource.ApiVersion);
        if (resource.IsNamespaced && !string.IsNullOrEmpty(ns))
        {
            path.Append("/namespaces/").Append(Segment(ns, nameof(ns)));
        }

        path.Append('/').Append(resource.Plural);
        if (name is not null)
        {
            path.Append('/').Append(Uri.EscapeDataString(name));
        }

        return resource.SubresourceName.Length == 0 ? path.ToString() : path.Append('/').Append(resource.SubresourceName).ToString();
    }

    public static string Query(ListOptions? options) => options is null ? "" : Query(
        ("labelSelector", options.LabelSelector),
        ("fieldSelector", options.FieldSelector),
        ("limit", options.Limit?.ToString(CultureInfo.InvariantCulture)),
        ("continue", options.Continue),
        ("resourceVersion", options.ResourceVersion),
        ("resourceVersionMatch", options.ResourceVersionMatch));

    public static string Query(WatchOptions options) => Query(
        ("watch", "true"),
        ("labelSelector", options.LabelSelector),
        ("fieldSelector", options.FieldSelector),
        ("resourceVersion", options.ResourceVersion),
        ("allowWatchBookmarks", options.AllowBookmarks ? "true" : null),
        ("timeoutSeconds", options.Timeout is { } timeout ? ((long)timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null));

    public static string Query(WriteOptions? options, string? manager) => Query(
        ("dryRun", options?.DryRun == true ? "All" : null),
        ("fieldManager", options?.FieldManager ?? manager),
        ("force", options?.Force == true ? "true" : null));

    private static string Segment(string text, string parameter) => text is "." or ".." || text.Contains('/')
        ? throw new ArgumentException($"\"{text}\" cannot be a name.", parameter)
        : Uri.EscapeDataString(text);

    private static string Query(params ReadOnlySpan<(string Key, string? Value)> parts)
    {
        var query = new StringBuilder();
        foreach (var (key, value) in parts)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(key).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return query.ToString();
    }
}
