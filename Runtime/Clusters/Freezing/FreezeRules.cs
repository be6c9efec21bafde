using Reeve.Runtime.Clusters.Apis;

namespace Reeve.Runtime.Clusters.Freezing;

/// <summary>
/// Which writes are refused while an upgrade runs: those of users, to objects in namespaces that are not the system's, and to namespaces. Parts of
/// Kubernetes go on: nodes report, leases are renewed, controllers finish what they had begun. Objects outside of namespaces are left alone: the
/// upgrade itself changes them in the name of the same administrator.
/// </summary>
internal static class FreezeRules
{
    public const string ObjectName = "reeve-write-freeze";

    /// <summary>What users read.</summary>
    public const string Message =
        "the cluster is being upgraded, and nothing can be changed until it is done (reeve-write-freeze)";

    /// <summary>API groups in which writing changes nothing that lasts.</summary>
    public static IReadOnlyList<string> FreeGroups { get; } = ["authentication.k8s.io", "authorization.k8s.io", "coordination.k8s.io", "events.k8s.io"];

    /// <summary>Users who are parts of Kubernetes, or the agent.</summary>
    public static IReadOnlyList<string> FreeUsers { get; } =
        [AgentIdentity.User, "system:apiserver", "system:kube-controller-manager", "system:kube-scheduler"];

    /// <summary>Groups of such users.</summary>
    public static IReadOnlyList<string> FreeGroupsOfUsers(IEnumerable<string> systemNamespaces) =>
        ["system:nodes", .. systemNamespaces.Select(ns => $"system:serviceaccounts:{ns}")];

    /// <summary>Whether a write is refused.</summary>
    public static bool Refuses(FreezeRequest request, IReadOnlyList<string> systemNamespaces) =>
        !FreeUsers.Contains(request.User)
        && !FreeGroupsOfUsers(systemNamespaces).Intersect(request.Groups).Any()
        && !systemNamespaces.Contains(request.Namespace)
        && !FreeGroups.Contains(request.ApiGroup)
        && request is not { ApiGroup: "", Resource: "events" }
        && request is not { ApiGroup: "", Resource: "serviceaccounts", Subresource: "token" };
}
