using System.Text.Json.Nodes;

namespace Reeve.Plugins.Kubeadm.Steps.Addons;

/// <summary>In which order objects are made, so that each finds what it needs; they are deleted in reverse. Pure.</summary>
internal static class ObjectOrder
{
    private static readonly string[] s_first =
    [
        "Namespace", "CustomResourceDefinition", "PriorityClass", "StorageClass", "ServiceAccount", "Secret", "ConfigMap", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "Service",
        "DaemonSet", "Deployment", "StatefulSet", "Job", "CronJob",
    ];

    // They stand in the way of others until what serves them runs.
    private static readonly string[] s_last = ["APIService", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

    /// <summary>Objects in the order in which they are made; those of one kind as they were.</summary>
    public static IReadOnlyList<JsonObject> Sort(IEnumerable<JsonObject> objects) => [.. objects.OrderBy(Rank)];

    private static int Rank(JsonObject one)
    {
        var kind = (string?)one["kind"];
        var first = Array.IndexOf(s_first, kind);
        return first >= 0 ? first : s_first.Length + 1 + Array.IndexOf(s_last, kind);
    }
}
