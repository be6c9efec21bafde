using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Observation;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>
/// How pods leave a node: by evictions, which heed disruption budgets. Pods of DaemonSets and static ones stay; a node that is not ready has nobody who would
/// end its pods: they go with it.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/.</remarks>
internal static class NodeDrain
{
    private const int Shown = 5;

    /// <summary>Lets a node get no more pods, or some again.</summary>
    /// <param name="api">The cluster's API.</param>
    /// <param name="name">The node; one that is gone is fine.</param>
    /// <param name="isClosed">Whether it gets none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static Task CloseAsync(ClusterCalls api, string name, bool isClosed, CancellationToken cancellationToken) =>
        api.MergeAsync($"/api/v1/nodes/{name}", new JsonObject { ["spec"] = new JsonObject { ["unschedulable"] = isClosed ? true : null } }, cancellationToken); // null: as if it was never closed

    /// <summary>Has all pods leave that can, and returns once they have.</summary>
    /// <param name="steps">For the waiting.</param>
    /// <param name="api">The cluster's API.</param>
    /// <param name="name">The node; one that is gone is fine.</param>
    /// <param name="report">Told what it waits for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static Task EmptyAsync(CloudSteps steps, ClusterCalls api, string name, Action<string> report, CancellationToken cancellationToken) =>
        steps.WaitAsync(async () => await IsEmptyAsync(api, name, report, cancellationToken) ? name : null, cancellationToken);

    private static async Task<bool> IsEmptyAsync(ClusterCalls api, string name, Action<string> report, CancellationToken cancellationToken)
    {
        if (await api.FindAsync($"/api/v1/nodes/{name}", cancellationToken) is not { } node || !ClusterNodes.IsReady(node))
        {
            return true;
        }

        var pods = (await api.ListAsync($"/api/v1/pods?fieldSelector=spec.nodeName%3D{name}", cancellationToken)).Where(Leaves).ToList();
        var held = new List<string>();
        foreach (var pod in pods.Where(pod => pod["metadata"]!["deletionTimestamp"] is null))
        {
            var (ns, podName) = (pod["metadata"]!["namespace"]!.ToString(), pod["metadata"]!["name"]!.ToString());
            if (!await api.EvictAsync(ns, podName, cancellationToken))
            {
                held.Add($"{ns}/{podName}");
            }
        }

        report(held.Count > 0 ? $"A disruption budget holds {string.Join(", ", held.Take(Shown))}{(held.Count > Shown ? ", …" : "")}" : $"{pods.Count} pods have to leave {name}");
        return pods.Count == 0;
    }

    private static bool Leaves(JsonObject pod) => pod["metadata"]!["annotations"]?["kubernetes.io/config.mirror"] is null
        && pod["status"]?["phase"]?.ToString() is not ("Succeeded" or "Failed")
        && (pod["metadata"]!["ownerReferences"]?.AsArray() ?? []).All(owner => owner?["kind"]?.ToString() != "DaemonSet" || owner["controller"]?.ToString() != "true");
}
