using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Clusters;

namespace Reeve.Runtime.Clusters.Apis;

/// <summary>Calls of a cluster's API with objects of any kind and version, as JSON. What the server refuses is a <see cref="ProviderException"/>.</summary>
internal static class ClusterApiExtensions
{
    private const int PageSize = 500;
    private const string MergePatch = "application/merge-patch+json";

    /// <summary>Reads an object; null if it is not there.</summary>
    public static async Task<JsonObject?> FindAsync(this IClusterApi api, string path, CancellationToken cancellationToken)
    {
        var (code, body) = await SendAsync(api, HttpMethod.Get, path, null, cancellationToken);
        return code is HttpStatusCode.NotFound ? null : Require(HttpMethod.Get, path, code, body);
    }

    /// <summary>Reads all pages of a list.</summary>
    public static async Task<IReadOnlyList<JsonObject>> ListAsync(this IClusterApi api, string path, CancellationToken cancellationToken)
    {
        var items = new List<JsonObject>();
        string? next = null;
        do
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var page = $"{path}{separator}limit={PageSize}" + (next is null ? "" : $"&continue={Uri.EscapeDataString(next)}");
            var (code, body) = await SendAsync(api, HttpMethod.Get, page, null, cancellationToken);
            var list = Require(HttpMethod.Get, page, code, body);
            items.AddRange((list["items"]?.AsArray() ?? []).Select(item => item!.AsObject()));
            next = list["metadata"]?["continue"]?.GetValue<string>();
        }
        while (!string.IsNullOrEmpty(next));
        return items;
    }

    /// <summary>Creates an object.</summary>
    /// <returns>False if one of its name is there already.</returns>
    public static async Task<bool> CreateAsync(this IClusterApi api, string path, JsonObject item, CancellationToken cancellationToken)
    {
        var (code, body) = await SendAsync(api, HttpMethod.Post, path, item, cancellationToken);
        if (code is HttpStatusCode.Conflict)
        {
            return false;
        }

        Require(HttpMethod.Post, path, code, body);
        return true;
    }

    /// <summary>Replaces an object, whatever was there.</summary>
    public static async Task ReplaceAsync(this IClusterApi api, string path, JsonObject item, CancellationToken cancellationToken)
    {
        var (code, body) = await SendAsync(api, HttpMethod.Put, path, item, cancellationToken);
        Require(HttpMethod.Put, path, code, body);
    }

    /// <summary>Changes an object by a merge patch.</summary>
    /// <returns>Whether it was changed: not if it is gone, or is not of the resource version that the patch names.</returns>
    public static async Task<bool> PatchAsync(this IClusterApi api, string path, JsonObject patch, CancellationToken cancellationToken)
    {
        var (code, body) = await SendAsync(api, HttpMethod.Patch, path, patch, cancellationToken, MergePatch);
        if (code is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            return false;
        }

        Require(HttpMethod.Patch, path, code, body);
        return true;
    }

    /// <summary>Deletes an object; with a UID only that very one. What is gone already is fine.</summary>
    public static async Task DeleteAsync(this IClusterApi api, string path, string? uid, CancellationToken cancellationToken)
    {
        var options = uid is null ? null : new JsonObject { ["preconditions"] = new JsonObject { ["uid"] = uid } };
        var (code, body) = await SendAsync(api, HttpMethod.Delete, path, options, cancellationToken);
        if (code is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict))
        {
            Require(HttpMethod.Delete, path, code, body);
        }
    }

    /// <summary>Whether the API server says that it is ready; an answer that does not come says that it is not.</summary>
    public static async Task<bool> IsReadyAsync(this IClusterApi api, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/readyz", UriKind.Relative));
            using var response = await api.SendAsync(request, cancellationToken);
            return response.StatusCode is HttpStatusCode.OK;
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.Transient)
        {
            return false;
        }
    }

    /// <summary>The minor version of the server's release of Kubernetes 1.</summary>
    public static async Task<int> GetMinorAsync(this IClusterApi api, CancellationToken cancellationToken)
    {
        var (code, body) = await SendAsync(api, HttpMethod.Get, "/version", null, cancellationToken);
        var version = Require(HttpMethod.Get, "/version", code, body);
        return new Kubernetes.KubernetesVersion { Major = "1", Minor = version["minor"]?.GetValue<string>() ?? "" }.MinorNumber;
    }

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <param name="api">The API.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="content">The object; null for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="type">The content's type.</param>
    /// <param name="user">As whom; null for the agent.</param>
    public static async Task<(HttpStatusCode Code, string Body)> SendAsync(
        IClusterApi api, HttpMethod method, string path, JsonObject? content, CancellationToken cancellationToken, string type = "application/json", string? user = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Accept.ParseAdd("application/json");
        if (user is not null)
        {
            request.Headers.TryAddWithoutValidation("Impersonate-User", user);
            request.Headers.TryAddWithoutValidation("Impersonate-Group", AgentIdentity.Group);
        }

        if (content is not null)
        {
            request.Content = new StringContent(content.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(type));
        }

        using var response = await api.SendAsync(request, cancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private static JsonObject Require(HttpMethod method, string path, HttpStatusCode code, string body)
    {
        var parsed = Parse(body);
        if ((int)code is >= 200 and < 300 && parsed is not null)
        {
            return parsed;
        }

        var reason = code switch
        {
            HttpStatusCode.NotFound => ErrorReason.NotFound,
            HttpStatusCode.Conflict => ErrorReason.Conflict,
            HttpStatusCode.Unauthorized => ErrorReason.Transient, // the certificate was renewed: it is read again
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => ErrorReason.Invalid,
            HttpStatusCode.Forbidden when IsQuota(parsed) => ErrorReason.Transient, // a quota that was just deleted is still counted for a moment
            HttpStatusCode.Forbidden => ErrorReason.Denied,
            _ => ErrorReason.Transient,
        };
        throw new ProviderException(reason, $"{method} {path.Split('?')[0]}: {(int)code} {parsed?["message"]?.GetValue<string>() ?? code.ToString()}");
    }

    private static bool IsQuota(JsonObject? status) => status?["message"]?.GetValue<string>().Contains("exceeded quota", StringComparison.Ordinal) == true;

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // a proxy's page, or nothing
        }
    }
}
