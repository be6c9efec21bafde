using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.Clusters.Manifests;
using Reeve.Runtime.Clusters.Flavors;

namespace Reeve.Host.Rendering.Clusters;

/// <summary>Clusters in rows.</summary>
internal static class ClusterTable
{
    /// <summary>Writes them.</summary>
    public static void Write(TextWriter output, IReadOnlyList<ClusterDocument> clusters, bool wide)
    {
        var table = wide
            ? new TextTable("NAME", "TYPE", "FLAVOR", "VERSION", "STATUS", "PHASE", "CNI", "CSI", "RUNTIME", "READY", "OPERATION", "DESCRIPTION")
            : new TextTable("NAME", "TYPE", "VERSION", "STATUS", "READY", "OPERATION");
        foreach (var cluster in clusters)
        {
            var status = cluster.Status ?? new StatusDocument();
            string[] names = [cluster.Key(), cluster.Spec?.ClusterType ?? ""];
            string[] first = [status.KubernetesVersion ?? "", ClusterStates.Of(cluster)];
            var ready = status.Conditions?.FirstOrDefault(condition => condition.Type == "ClusterReady")?.Status ?? "Unknown";
            string[] row = wide
                ? [.. names, FlavorOf(status), .. first, status.Phase ?? "", status.CniVersion ?? "", status.CsiVersion ?? "", status.RuntimeVersion ?? "", ready, status.OperationId ?? "", status.Description ?? ""]
                : [.. names, .. first, ready, status.OperationId ?? ""];
            table.Add(row);
        }

        table.WriteTo(output);
    }

    private static string FlavorOf(StatusDocument status) =>
        status.Flavor is { Name: { } name } flavor ? new FlavorReference { Name = name, Revision = flavor.Revision ?? 0 }.ToString() : "";
}
