using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Runtime.Operations;
using static Reeve.Plugins.OpenStack.Tests.Fakes.FakeStore;

namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>The API of the cluster that the servers of a cloud would form: each active server is a ready node, as long as it was not taken out.</summary>
internal sealed class FakeKubernetes(FakeCloud cloud) : IClusterApiSource, IClusterApi
{
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);

    /// <summary>The names of bootstrap tokens that the cluster was told.</summary>
    public HashSet<string> Tokens { get; } = new(StringComparer.Ordinal);

    public IClusterApi Get(ClusterId cluster) => this;

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => cloud.IsDead
        ? Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ContinueWith<HttpResponseMessage>(static _ => throw new OperationCanceledException(), TaskScheduler.Default)
        : AnswerAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.OriginalString;
        if (request.Method == HttpMethod.Post)
        {
            var secret = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            lock (Tokens)
            {
                return Answer(Tokens.Add(secret["metadata"]!["name"]!.ToString()) ? HttpStatusCode.Created : HttpStatusCode.Conflict, new JsonObject());
            }
        }

        return cloud.Look(store => Answer(request.Method, path, [.. store["servers"]]));
    }

    private HttpResponseMessage Answer(HttpMethod method, string path, List<JsonObject> servers)
    {
        if (method == HttpMethod.Delete)
        {
            var name = path.Split('/')[^1];
            _removed.UnionWith(servers.Where(server => Machine(server) == name).Select(server => Text(server, "id")));
            return Answer(HttpStatusCode.OK, new JsonObject());
        }

        var nodes = servers.Where(server => Text(server, "status") == "ACTIVE" && !_removed.Contains(Text(server, "id"))).ToList();
        return path switch
        {
            _ when !nodes.Any(node => Text(node["metadata"]!.AsObject(), "role") == "k8s-master") => throw new ProviderException(ErrorReason.Transient, "The API server does not answer."),
            "/readyz" => Answer(HttpStatusCode.OK, new JsonObject()),
            "/version" => Answer(HttpStatusCode.OK, new JsonObject { ["gitVersion"] = "v1.30.2" }),
            "/api/v1/nodes" => Answer(HttpStatusCode.OK, new JsonObject { ["items"] = new JsonArray([.. nodes.Select(Node)]) }),
            _ => Answer(HttpStatusCode.NotFound, new JsonObject()),
        };
    }

    private static string Machine(JsonObject server) => Text(server["metadata"]!.AsObject(), "reeve-machine");

    private static JsonObject Node(JsonObject server) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = Machine(server) },
        ["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True" }),
            ["nodeInfo"] = new JsonObject { ["kubeletVersion"] = $"v{Text(server["metadata"]!.AsObject(), "reeve-version")}", ["containerRuntimeVersion"] = "containerd://1.6.20" },
        },
    };

    private static HttpResponseMessage Answer(HttpStatusCode status, JsonNode body) => new(status) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
}
