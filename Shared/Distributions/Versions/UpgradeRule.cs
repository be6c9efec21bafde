namespace Reeve.Distributions.Versions;

/// <summary>Which version may follow which: a later patch of the same release, or any patch of the next one.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-upgrade/.</remarks>
public static class UpgradeRule
{
    /// <summary>Says why a cluster cannot be taken from one version to another in one step.</summary>
    /// <param name="from">The version that it has.</param>
    /// <param name="to">The version that it shall have.</param>
    /// <returns>Null if it can; otherwise one sentence with the way to go. Staying at a version is allowed: nothing is to be done.</returns>
    public static string? WhyNot(KubernetesVersion from, KubernetesVersion to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (to < from)
        {
            return $"the cluster is at {from}, and {to} is an earlier version: clusters cannot be taken back to one; delete the cluster and create it again";
        }

        return (to.Major == from.Major, to.Minor - from.Minor) switch
        {
            (true, 0 or 1) => null,
            (true, _) => $"the cluster is at {from}, and a release cannot be skipped: upgrade to {from.Major}.{from.Minor + 1} first, then one release after the other to {to.Release}",
            _ => $"there is no way from {from} to {to}",
        };
    }
}
