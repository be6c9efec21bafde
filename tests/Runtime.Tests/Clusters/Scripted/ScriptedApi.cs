using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Apis;
using Reeve.Runtime.Clusters.Freezing;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Tests.Operations;

namespace Reeve.Runtime.Tests.Clusters.Scripted;

/// <summary>
/// An API server in memory, as much of one as the agent's steps need: objects by path, merge patches, resource versions, UIDs. Each write is a
/// moment of the <see cref="World"/>. A Deployment has as many pods as replicas, at once.
/// </summary>
internal sealed partial class ScriptedApi(World world, int minor = 20) : IClusterApi, IClusterApiSource
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal) { ["/api/v1/namespaces/users"] = Named("users", 1) };
    private int _version = 1;

    public IClusterApi Get(ClusterId cluster) => this;

    /// <summary>What a user makes.</summary>
    public void Make(string path, JsonObject item)
    {
        lock (_lock)
        {
            Put(path, item);
        }
    }

    public JsonObject? this[string path]
    {
        get
        {
            lock (_lock)
            {
                return _objects.GetValueOrDefault(path);
            }
        }
    }

    /// <summary>What users see, comparable: what runs, and what the agent has left.</summary>
    public string Describe()
    {
        lock (_lock)
        {
            return string.Join(" ", _objects.Where(entry => !entry.Key.EndsWith("/namespaces/users", StringComparison.Ordinal)).Select(entry =>
                $"{entry.Key.Split('/')[^2]}/{entry.Key.Split('/')[^1]}:{entry.Value["spec"]?["replicas"]?.ToJsonString()}{entry.Value["metadata"]!["annotations"]?.ToJsonString()}"));
        }
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!.OriginalString;
        var (path, query) = (uri.Split('?')[0], uri.Contains('?', StringComparison.Ordinal) ? uri.Split('?')[1] : "");
        var body = request.Content is null ? null : JsonNode.Parse(request.Content.ReadAsStringAsync(cancellationToken).GetAwaiter().GetResult())!.AsObject();
        var user = request.Headers.TryGetValues("Impersonate-User", out var users) ? users.Single() : AgentIdentity.User;
        lock (_lock)
        {
            return Task.FromResult(Answer(request.Method, path, query, body, user));
        }
    }

    private static JsonObject Named(string name, int uid) =>
        new() { ["metadata"] = new JsonObject { ["name"] = name, ["uid"] = $"u{uid}", ["resourceVersion"] = "1" } };

    private static HttpResponseMessage Response(HttpStatusCode code, JsonNode body) =>
        new(code) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    private static HttpResponseMessage Failure(HttpStatusCode code, string message) => Response(code, new JsonObject { ["message"] = message });

    private HttpResponseMessage Answer(HttpMethod method, string path, string query, JsonObject? body, string user)
    {
        if (path is "/version" or "/readyz")
        {
            return Response(HttpStatusCode.OK, new JsonObject { ["minor"] = $"{minor}" });
        }

        if (method == HttpMethod.Get)
        {
            return _objects.TryGetValue(path, out var found) ? Response(HttpStatusCode.OK, found)
                : Collection().IsMatch(path) ? Response(HttpStatusCode.OK, new JsonObject { ["items"] = new JsonArray([.. ItemsOf(path, query).Select(item => item.DeepClone())]) })
                : Failure(HttpStatusCode.NotFound, "not found");
        }

        if (user != AgentIdentity.User && (_objects.ContainsKey(FreezeObjects.WebhookPath) || _objects.ContainsKey(FreezeObjects.BindingPath)))
        {
            return Failure(HttpStatusCode.Forbidden, FreezeRules.Message);
        }

        return query.Contains("dryRun", StringComparison.Ordinal) ? Response(HttpStatusCode.Created, new JsonObject()) : Write(method, path, body);
    }

    private HttpResponseMessage Write(HttpMethod method, string path, JsonObject? body)
    {
        if (method == HttpMethod.Post)
        {
            path = $"{path}/{body!["metadata"]!["name"]!.GetValue<string>()}";
            if (_objects.ContainsKey(path))
            {
                return Failure(HttpStatusCode.Conflict, "already exists");
            }

            world.Pass();
            return Response(HttpStatusCode.Created, Put(path, body));
        }

        if (!_objects.TryGetValue(path, out var current))
        {
            return Failure(HttpStatusCode.NotFound, "not found");
        }

        if (method == HttpMethod.Delete)
        {
            world.Pass();
            _objects.Remove(path);
            return Response(HttpStatusCode.OK, new JsonObject());
        }

        if (body!["metadata"]?["resourceVersion"] is { } wanted && wanted.GetValue<string>() != current["metadata"]!["resourceVersion"]!.GetValue<string>())
        {
            return Failure(HttpStatusCode.Conflict, "changed");
        }

        world.Pass();
        Merge(current, body);
        return Response(HttpStatusCode.OK, Put(path, current));
    }

    private JsonObject Put(string path, JsonObject item)
    {
        var stored = item.DeepClone().AsObject();
        var metadata = stored["metadata"]!.AsObject();
        metadata["uid"] ??= $"u{++_version}";
        metadata["resourceVersion"] = $"{++_version}";
        if (Namespaced().Match(path) is { Success: true } match)
        {
            metadata["namespace"] = match.Groups[1].Value;
        }

        _objects[path] = stored;
        if (path.Contains("/deployments/", StringComparison.Ordinal))
        {
            FollowReplicas(path, stored["spec"]!["replicas"]!.GetValue<int>());
        }

        return stored.DeepClone().AsObject();
    }

    private void FollowReplicas(string path, int replicas)
    {
        var name = path.Split('/')[^1];
        for (var i = 0; i < 9; i++)
        {
            var pod = $"/api/v1/namespaces/users/pods/{name}-{i}";
            if (i >= replicas)
            {
                _objects.Remove(pod);
            }
            else if (!_objects.ContainsKey(pod))
            {
                var owner = new JsonObject { ["kind"] = "ReplicaSet", ["controller"] = true };
                Put(pod, new JsonObject { ["metadata"] = new JsonObject { ["name"] = $"{name}-{i}", ["ownerReferences"] = new JsonArray(owner) } });
            }
        }
    }

    private List<JsonObject> ItemsOf(string path, string query)
    {
        var resource = path.Split('/')[^1];
        var prefix = path[..path.LastIndexOf('/')];
        var selector = Uri.UnescapeDataString(query.Split('&').FirstOrDefault(part => part.StartsWith("labelSelector=", StringComparison.Ordinal))?[14..] ?? "").Split('=');
        var pattern = $"^{Regex.Escape(prefix)}(/namespaces/[^/]+)?/{resource}/[^/]+$";
        return [.. _objects.Where(entry => Regex.IsMatch(entry.Key, pattern)).Select(entry => entry.Value)
            .Where(item => selector[0].Length == 0 || (item["metadata"]!["labels"]?[selector[0]]?.GetValue<string>() is { } value && (selector.Length == 1 || selector[1] == value)))];
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject inner)
            {
                var into = target[name] as JsonObject ?? [];
                target[name] = into.Parent is null ? into : target[name];
                Merge(into, inner);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }

        if (target["annotations"] is JsonObject { Count: 0 })
        {
            target.Remove("annotations");
        }
    }

    [GeneratedRegex("^/apis?/(?:[^/]+/)?v[^/]+(?:/namespaces/[^/]+)?/[a-z]+$")]
    private static partial Regex Collection();

    [GeneratedRegex("/namespaces/([^/]+)/[^/]+/[^/]+$")]
    private static partial Regex Namespaced();
}
