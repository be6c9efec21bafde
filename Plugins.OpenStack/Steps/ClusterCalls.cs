using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Calls of a cluster's API. What it refuses is a <see cref="ProviderException"/>; an answer that may come later is <see cref="ErrorReason.Transient"/>.</summary>
internal sealed class ClusterCalls(IClusterApi api)
{
    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";
    private const string JsonPatch = "application/json-patch+json";

    /// <summary>Reads an object; null if there is none.</summary>
    public async Task<JsonObject?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var (code, body) = await SendAsync(HttpMethod.Get, path, null, Json, cancellationToken);
        return code is HttpStatusCode.NotFound ? null : Parse(Require(HttpMethod.Get, path, code, body));
    }

    /// <summary>Reads the items of a list.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string path, CancellationToken cancellationToken) =>
        [.. ((await FindAsync(path, cancellationToken))?["items"]?.AsArray() ?? []).OfType<JsonObject>()];

    /// <summary>Reads text.</summary>
    public async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var (code, body) = await SendAsync(HttpMethod.Get, path, null, "*/*", cancellationToken);
        return Require(HttpMethod.Get, path, code, body);
    }

    /// <summary>Makes an object, unless there is one of its name.</summary>
    public async Task CreateAsync(string path, JsonObject item, CancellationToken cancellationToken)
    {
        var (code, body) = await SendAsync(HttpMethod.Post, path, item, Json, cancellationToken);
        if (code is not HttpStatusCode.Conflict)
        {
            Require(HttpMethod.Post, path, code, body);
        }
    }

    /// <summary>Changes an object by a merge patch.</summary>
    /// <returns>Whether there is one.</returns>
    public Task<bool> MergeAsync(string path, JsonObject patch, CancellationToken cancellationToken) => PatchAsync(path, patch, MergePatch, cancellationToken);

    /// <summary>Changes an object by a JSON patch.</summary>
    /// <returns>Whether there is one.</returns>
    public Task<bool> PatchAsync(string path, JsonArray patch, CancellationToken cancellationToken) => PatchAsync(path, patch, JsonPatch, cancellationToken);

    /// <summary>Deletes an object; what is gone is fine.</summary>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        var (code, body) = await SendAsync(HttpMethod.Delete, path, null, Json, cancellationToken);
        if (code is not HttpStatusCode.NotFound)
        {
            Require(HttpMethod.Delete, path, code, body);
        }
    }

    /// <summary>Asks for a pod to go, as its disruption budgets allow.</summary>
    /// <returns>Whether it may go now; not as long as a budget forbids it.</returns>
    public async Task<bool> EvictAsync(string ns, string name, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/namespaces/{ns}/pods/{name}/eviction";
        var eviction = new JsonObject { ["apiVersion"] = "policy/v1", ["kind"] = "Eviction", ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns } };
        var (code, body) = await SendAsync(HttpMethod.Post, path, eviction, Json, cancellationToken);
        if (code is HttpStatusCode.TooManyRequests)
        {
            return false;
        }

        if (code is not HttpStatusCode.NotFound)
        {
            Require(HttpMethod.Post, path, code, body);
        }

        return true;
    }

    private async Task<bool> PatchAsync(string path, JsonNode patch, string type, CancellationToken cancellationToken)
    {
        var (code, body) = await SendAsync(HttpMethod.Patch, path, patch, type, cancellationToken);
        if (code is HttpStatusCode.NotFound)
        {
            return false;
        }

        Require(HttpMethod.Patch, path, code, body);
        return true;
    }

    private async Task<(HttpStatusCode Code, string Body)> SendAsync(HttpMethod method, string path, JsonNode? content, string type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Accept.ParseAdd(method == HttpMethod.Get ? type : Json);
        if (content is not null)
        {
            request.Content = new StringContent(content.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(type));
        }

        using var response = await api.SendAsync(request, cancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private static string Require(HttpMethod method, string path, HttpStatusCode code, string body)
    {
        if ((int)code is >= 200 and < 300)
        {
            return body;
        }

        var reason = code switch
        {
            HttpStatusCode.NotFound => ErrorReason.NotFound,
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => ErrorReason.Invalid,
            HttpStatusCode.Forbidden => ErrorReason.Denied,
            _ => ErrorReason.Transient, // 401 too: its certificate was renewed, and is read again; 409: somebody else changed it meanwhile
        };
        throw new ProviderException(reason, $"{method} {path.Split('?')[0]}: {(int)code} {Message(body)}");
    }

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException e)
        {
            throw new ProviderException(ErrorReason.Transient, "The API server's answer is no JSON.", e);
        }
    }

    private static string Message(string body)
    {
        try
        {
            return JsonNode.Parse(body)?["message"]?.ToString() ?? "";
        }
        catch (JsonException)
        {
            return ""; // a proxy's page, or nothing
        }
    }
}
