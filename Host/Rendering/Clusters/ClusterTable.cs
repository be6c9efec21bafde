using Reeve.Host.Clusters.Manifests;
using Reeve.Host.Clusters.Wire;

namespace Reeve.Host.Rendering.Clusters;

/// <summary>Clusters in rows.</summary>
internal static class ClusterTable
{
    /// <summary>Writes them.</summary>
    public static void Write(TextWriter output, IReadOnlyList<ClusterDocument> clusters, bool wide)
    {
        var table = wide
            ? new TextTable("NAME", "TYPE", "VERSION", "STATUS", "PHASE", "CNI", "CSI", "RUNTIME", "READY", "OPERATION", "DESCRIPTION")
            : new TextTable("NAME", "TYPE", "VERSION", "STATUS", "READY", "OPERATION");
        foreach (var cluster in clusters)
        {
            var status = cluster.Status ?? new StatusDocument();
            string[] first = [cluster.Metadata?.Name ?? "", cluster.Spec?.ClusterType ?? "", status.KubernetesVersion ?? "", ClusterStates.Of(cluster)];
            var ready = status.Conditions?.FirstOrDefault(condition => condition.Type == "ClusterReady")?.Status ?? "Unknown";
            string[] row = wide
                ? [.. first, status.Phase ?? "", status.CniVersion ?? "", status.CsiVersion ?? "", status.RuntimeVersion ?? "", ready, status.OperationId ?? "", status.Description ?? ""]
                : [.. first, ready, status.OperationId ?? ""];
            table.Add(row);
        }

        table.WriteTo(output);
    }
}
