using System.Net;
using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Observation;

/// <summary>Asks a cluster's API what it is.</summary>
internal static class ApiObserver
{
    private static readonly (string Component, string Field)[] s_nodeFields = [("runtime", "containerRuntimeVersion"), ("kubelet", "kubeletVersion")];

    public static async Task<ApiFacts> ObserveAsync(IClusterApi api, CancellationToken cancellationToken)
    {
        if (await GetAsync(api, "/readyz", cancellationToken) is null)
        {
            return new ApiFacts();
        }

        using var version = await ReadAsync(api, "/version", cancellationToken);
        using var nodes = await ReadAsync(api, "/api/v1/nodes", cancellationToken);
        using var daemons = await ReadAsync(api, "/apis/apps/v1/daemonsets", cancellationToken);
        using var deployments = await ReadAsync(api, "/apis/apps/v1/deployments", cancellationToken);
        using var inventories = await ReadAsync(api, AddonObserver.InventoryList, cancellationToken);
        var components = AddonObserver.Versions([.. Items(daemons), .. Items(deployments)]);
        foreach (var (component, field) in s_nodeFields)
        {
            if (Items(nodes).Select(node => OfNode(node, field)).FirstOrDefault(text => text is not null) is { } found)
            {
                components[component] = found.TrimStart('v');
            }
        }

        return new ApiFacts
        {
            Ready = true,
            Version = version?.RootElement.GetProperty("gitVersion").GetString()!.TrimStart('v'),
            Machines = [.. Items(nodes).Select(Machine)],
            Components = components,
            Addons = AddonObserver.Sources(Items(inventories)),
        };
    }

    private static JsonElement[] Items(JsonDocument? list) => list is null ? [] : [.. list.RootElement.GetProperty("items").EnumerateArray()];

    private static string? OfNode(JsonElement node, string field) =>
        node.GetProperty("status").TryGetProperty("nodeInfo", out var info) && info.TryGetProperty(field, out var version) && version.GetString() is { Length: > 0 } text ? text : null;

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

    private static async Task<JsonDocument?> ReadAsync(IClusterApi api, string path, CancellationToken cancellationToken) =>
        await GetAsync(api, path, cancellationToken) is { } text ? JsonDocument.Parse(text) : null;

    /// <summary>The answer, or null if there is none: an API server that is away is something to observe, not an error.</summary>
    private static async Task<string?> GetAsync(IClusterApi api, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            using var response = await api.SendAsync(request, cancellationToken);
            return response.StatusCode is HttpStatusCode.OK ? await response.Content.ReadAsStringAsync(cancellationToken) : null;
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.Transient or ErrorReason.NotFound)
        {
            return null;
        }
    }
}
