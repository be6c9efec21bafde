using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Addons;

/// <summary>Objects of any kind by the cluster's API. Kinds are looked up, and looked up again while they are not known. Not thread-safe.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/ and server-side-apply.</remarks>
internal sealed class ObjectClient(IClusterApi api)
{
    /// <summary>Owns the fields that are applied.</summary>
    public const string Manager = "reeve";

    private const string ApplyType = "application/apply-patch+yaml";
    private const string MergeType = "application/merge-patch+json";
    private const string JsonType = "application/json";
    private const string DefaultNamespace = "default";

    private readonly Dictionary<string, JsonArray> _kinds = new(StringComparer.Ordinal);

    /// <summary>Where an object is, or null if the API does not know its kind.</summary>
    public async Task<string?> FindPathAsync(JsonObject one, CancellationToken cancellationToken) =>
        await FindCollectionAsync(one, cancellationToken) is { } collection ? $"{collection}/{Name(one)}" : null;

    /// <summary>An object as it is, or null if there is none.</summary>
    public async Task<JsonObject?> FindAsync(JsonObject one, CancellationToken cancellationToken) =>
        await FindPathAsync(one, cancellationToken) is { } path ? await FindAsync(path, cancellationToken) : null;

    /// <summary>What is at a path, or null if nothing is.</summary>
    public Task<JsonObject?> FindAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>Makes an object as it is given; fields that it does not name stay as they are.</summary>
    public async Task ApplyAsync(JsonObject one, CancellationToken cancellationToken)
    {
        var path = await PathAsync(one, cancellationToken);
        using var applied = await AnswerAsync(HttpMethod.Patch, $"{path}?fieldManager={Manager}&force=true", one, ApplyType, cancellationToken);
        if (applied.StatusCode is not HttpStatusCode.UnsupportedMediaType)
        {
            await RequireAsync(applied, HttpMethod.Patch, path, cancellationToken);
            return;
        }

        // Before 1.16, or where it is turned off.
        if (await FindAsync(path, cancellationToken) is null)
        {
            await CreateAsync(one, cancellationToken);
            return;
        }

        using var patched = await AnswerAsync(HttpMethod.Patch, path, one, MergeType, cancellationToken);
        await RequireAsync(patched, HttpMethod.Patch, path, cancellationToken);
    }

    /// <summary>Makes an object exactly what it was, whether it is there or not.</summary>
    public async Task RestoreAsync(JsonObject one, CancellationToken cancellationToken)
    {
        var path = await PathAsync(one, cancellationToken);
        if (await FindAsync(path, cancellationToken) is not { } now)
        {
            await CreateAsync(one, cancellationToken);
            return;
        }

        var whole = (JsonObject)one.DeepClone();
        whole["metadata"]!["resourceVersion"] = now["metadata"]!["resourceVersion"]!.DeepClone();
        await SendAsync(HttpMethod.Put, path, whole, cancellationToken);
    }

    /// <summary>Deletes an object with what it has made; one that is not there, or of a kind that is not, is no failure.</summary>
    public async Task DeleteAsync(JsonObject one, CancellationToken cancellationToken)
    {
        if (await FindPathAsync(one, cancellationToken) is { } path)
        {
            await SendAsync(HttpMethod.Delete, path, new JsonObject { ["propagationPolicy"] = "Background" }, cancellationToken);
        }
    }

    private static string Name(JsonObject one) => Uri.EscapeDataString((string)one["metadata"]!["name"]!);

    private async Task CreateAsync(JsonObject one, CancellationToken cancellationToken)
    {
        var path = await PathAsync(one, cancellationToken);
        await SendAsync(HttpMethod.Post, path[..path.LastIndexOf('/')], one, cancellationToken);
    }

    private async Task<string> PathAsync(JsonObject one, CancellationToken cancellationToken) => await FindPathAsync(one, cancellationToken)
        ?? throw new ProviderException(ErrorReason.Transient, $"The cluster does not know the kind {one["kind"]} of {one["apiVersion"]} yet.");

    private async Task<string?> FindCollectionAsync(JsonObject one, CancellationToken cancellationToken)
    {
        var version = (string)one["apiVersion"]!;
        var root = version.Contains('/', StringComparison.Ordinal) ? $"/apis/{version}" : $"/api/{version}";
        if (Resource(one, _kinds.GetValueOrDefault(version)) is not { } resource)
        {
            var list = await FindAsync(root, cancellationToken);
            if (list is null || Resource(one, _kinds[version] = list["resources"]!.AsArray()) is not { } known)
            {
                return null;
            }

            resource = known;
        }

        var place = (bool)resource["namespaced"]! ? $"/namespaces/{Uri.EscapeDataString((string?)one["metadata"]!["namespace"] ?? DefaultNamespace)}" : "";
        return $"{root}{place}/{(string)resource["name"]!}";
    }

    private static JsonObject? Resource(JsonObject one, JsonArray? resources) => resources?.OfType<JsonObject>()
        .FirstOrDefault(resource => (string?)resource["kind"] == (string?)one["kind"] && !((string)resource["name"]!).Contains('/', StringComparison.Ordinal));

    private async Task<JsonObject?> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var response = await AnswerAsync(method, path, body, JsonType, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound && (method == HttpMethod.Get || method == HttpMethod.Delete))
        {
            return null;
        }

        await RequireAsync(response, method, path, cancellationToken);
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonNode.ParseAsync(content, cancellationToken: cancellationToken) as JsonObject;
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpMethod method, string path, JsonObject? body, string type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        return await api.SendAsync(request, cancellationToken);
    }

    private static async Task RequireAsync(HttpResponseMessage response, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var status = (int)response.StatusCode;
        var reason = status switch
        {
            403 when text.Contains("NamespaceTerminating", StringComparison.Ordinal) => ErrorReason.Transient,
            401 or 403 => ErrorReason.Denied,
            404 => ErrorReason.Transient, // its namespace, or its kind, is not there yet
            409 or 429 or >= 500 => ErrorReason.Transient,
            _ => ErrorReason.Invalid,
        };
        throw new ProviderException(reason, $"{method} {path} was answered with {status}: {Message(text)}");
    }

    private static string Message(string text)
    {
        try
        {
            return (string?)JsonNode.Parse(text)?["message"] ?? text;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            return text;
        }
    }
}
