using System.Net;
using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Observation;

/// <summary>Looks at what is on the machine, whoever made it.</summary>
internal static class ClusterObserver
{
    public static async Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        var isOurs = File.Exists(KubernetesPaths.Mark);
        if (!isOurs && !File.Exists(KubernetesPaths.AdminKubeconfig))
        {
            return new ClusterObservation { Exists = false };
        }

        var api = context.GetClusterApi(cluster);
        var ready = await GetAsync(api, "/readyz", cancellationToken);
        var version = ready is null ? null : await GetAsync(api, "/version", cancellationToken);
        var nodes = ready is null ? null : await GetAsync(api, "/api/v1/nodes", cancellationToken);
        return new ClusterObservation
        {
            Exists = true,
            ApiServerReady = ready is not null,
            Version = version is null ? null : JsonDocument.Parse(version).RootElement.GetProperty("gitVersion").GetString()!.TrimStart('v'),
            Machines = nodes is null ? [] : [.. JsonDocument.Parse(nodes).RootElement.GetProperty("items").EnumerateArray().Select(Machine)],
            Conditions = [new ClusterCondition { Type = "Adopted", Status = !isOurs, Reason = isOurs ? "MadeByAgent" : "MadeByOthers" }],
        };
    }

    private static ClusterMachine Machine(JsonElement node)
    {
        var status = node.GetProperty("status");
        var ready = status.TryGetProperty("conditions", out var conditions)
            ? conditions.EnumerateArray().FirstOrDefault(condition => condition.GetProperty("type").GetString() == "Ready")
            : default;
        var isReady = ready.ValueKind is JsonValueKind.Object && ready.GetProperty("status").GetString() == "True";
        return new ClusterMachine
        {
            Name = node.GetProperty("metadata").GetProperty("name").GetString()!,
            Role = "control-plane",
            Ready = isReady,
            Addresses = status.TryGetProperty("addresses", out var addresses)
                ? [.. addresses.EnumerateArray().Select(address => address.GetProperty("address").GetString()!)]
                : [],
            Fault = isReady || ready.ValueKind is not JsonValueKind.Object || !ready.TryGetProperty("message", out var message) ? null : message.GetString(),
        };
    }

    /// <summary>The answer, or null if there is none: an API server that is away is something to observe, not an error.</summary>
    private static async Task<string?> GetAsync(IClusterApi api, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            using var response = await api.SendAsync(request, cancellationToken);
            return response.StatusCode is HttpStatusCode.OK ? await response.Content.ReadAsStringAsync(cancellationToken) : null;
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.Transient)
        {
            return null;
        }
    }
}
