using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Observation;

/// <summary>Asks a cluster's API what it is. One that does not answer is something to observe, not an error.</summary>
internal static class ClusterNodes
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Version and nodes; null if the API is not ready.</summary>
    public static async Task<(string Version, IReadOnlyList<NodeState> Nodes)?> ReadAsync(IClusterApi api, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            if (await GetAsync(api, "/readyz", either.Token) is null
                || await GetAsync(api, "/version", either.Token) is not { } version || await GetAsync(api, "/api/v1/nodes", either.Token) is not { } nodes)
            {
                return null;
            }

            using var versionDocument = JsonDocument.Parse(version);
            using var nodeDocument = JsonDocument.Parse(nodes);
            return (versionDocument.RootElement.GetProperty("gitVersion").GetString()!.TrimStart('v'),
                [.. nodeDocument.RootElement.GetProperty("items").EnumerateArray().Select(Node)]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.Transient or ErrorReason.NotFound)
        {
            return null;
        }
    }

    /// <summary>Whether a node says that it is ready.</summary>
    public static bool IsReady(JsonObject node) => (node["status"]?["conditions"]?.AsArray() ?? []).Any(condition =>
        condition?["type"]?.ToString() == "Ready" && condition["status"]?.ToString() == "True");

    private static NodeState Node(JsonElement node)
    {
        var status = node.GetProperty("status");
        var ready = status.TryGetProperty("conditions", out var conditions)
            ? conditions.EnumerateArray().FirstOrDefault(condition => condition.GetProperty("type").GetString() == "Ready")
            : default;
        status.TryGetProperty("nodeInfo", out var info);
        return new NodeState
        {
            Name = node.GetProperty("metadata").GetProperty("name").GetString()!,
            Ready = Text(ready, "status") == "True",
            Message = Text(ready, "message"),
            Version = Text(info, "kubeletVersion").TrimStart('v'),
            Runtime = Text(info, "containerRuntimeVersion"),
        };
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static async Task<string?> GetAsync(IClusterApi api, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using var response = await api.SendAsync(request, cancellationToken);
        return response.StatusCode is HttpStatusCode.OK ? await response.Content.ReadAsStringAsync(cancellationToken) : null;
    }
}
