namespace Reeve.Runtime.Nodes.Registration;

/// <summary>
/// Which labels a node may give itself where the API server runs the NodeRestriction admission and the node has its own identity
/// (<c>system:node:NAME</c>): https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction
/// </summary>
internal static class RestrictedLabels
{
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "kubernetes.io/hostname",
        "kubernetes.io/arch",
        "kubernetes.io/os",
        "beta.kubernetes.io/instance-type",
        "node.kubernetes.io/instance-type",
        "failure-domain.beta.kubernetes.io/region",
        "failure-domain.beta.kubernetes.io/zone",
        "failure-domain.kubernetes.io/region",
        "failure-domain.kubernetes.io/zone",
        "topology.kubernetes.io/region",
        "topology.kubernetes.io/zone",
        "beta.kubernetes.io/arch",
        "beta.kubernetes.io/os",
    };

    /// <summary>Whether only others than the node itself may set a label.</summary>
    public static bool IsRestricted(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || Allowed.Contains(key))
        {
            return false;
        }

        var domain = key[..slash];
        return (IsIn(domain, "kubernetes.io") || IsIn(domain, "k8s.io"))
            && !IsIn(domain, "kubelet.kubernetes.io")
            && !IsIn(domain, "node.kubernetes.io");
    }

    private static bool IsIn(string domain, string parent) =>
        domain == parent || domain.EndsWith("." + parent, StringComparison.Ordinal);
}
