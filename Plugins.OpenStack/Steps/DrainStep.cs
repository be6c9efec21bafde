using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Observation;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>
/// Has all pods of a node leave, by evictions, which heed disruption budgets. Pods of DaemonSets and static ones stay; a node that is not ready has nobody
/// who would end its pods: they go with it.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/.</remarks>
internal sealed class DrainStep(CloudSteps steps) : StepKind<NodesArguments>("drain", StepJson.Default.NodesArguments)
{
    private const int Shown = 5;

    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<NodesArguments> run, CancellationToken cancellationToken)
    {
        var (api, name) = (new ClusterCalls(run.Context.GetClusterApi(run.Arguments.Cluster)), run.Arguments.Nodes[0]);
        await steps.WaitAsync(async () => await IsEmptyAsync(run, api, name, cancellationToken) ? name : null, cancellationToken);
        return [];
    }

    private static async Task<bool> IsEmptyAsync(StepRun<NodesArguments> run, ClusterCalls api, string name, CancellationToken cancellationToken)
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

        run.Context.ReportProgress(
            held.Count > 0 ? $"A disruption budget holds {string.Join(", ", held.Take(Shown))}{(held.Count > Shown ? ", …" : "")}" : $"{pods.Count} pods have to leave {name}");
        return pods.Count == 0;
    }

    private static bool Leaves(JsonObject pod) => pod["metadata"]!["annotations"]?["kubernetes.io/config.mirror"] is null
        && pod["status"]?["phase"]?.ToString() is not ("Succeeded" or "Failed")
        && (pod["metadata"]!["ownerReferences"]?.AsArray() ?? []).All(owner => owner?["kind"]?.ToString() != "DaemonSet" || owner["controller"]?.ToString() != "true");
}
