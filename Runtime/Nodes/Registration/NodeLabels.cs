using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Nodes.Registration;

/// <summary>The labels that a node shall have.</summary>
internal static class NodeLabels
{
    private static readonly string[] SystemKeys =
    [
        "kubernetes.io/hostname", "kubernetes.io/os", "kubernetes.io/arch", "beta.kubernetes.io/os", "beta.kubernetes.io/arch",
    ];

    /// <summary>
    /// All of them: the standard ones, what the backend adds, what is configured; later ones win, but not over what identifies the node.
    /// The architecture may be configured: a node for programs of a kind of its own is told from others by it.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(NodeOptions options, NodeDescription description, NodeSystemInfo system)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            // What virtual nodes are known by, and what "kubectl get nodes" shows as the role.
            ["type"] = "virtual-kubelet",
            ["kubernetes.io/role"] = "agent",
        };
        foreach (var (key, value) in description.Labels.Concat(options.Labels))
        {
            labels[key] = value;
        }

        var architecture = options.Labels.GetValueOrDefault("kubernetes.io/arch") ?? system.Architecture;
        string[] values = [options.HostName ?? options.Name, system.OperatingSystem, architecture, system.OperatingSystem, architecture];
        for (var i = 0; i < SystemKeys.Length; i++)
        {
            labels[SystemKeys[i]] = values[i];
        }

        return labels;
    }
}
