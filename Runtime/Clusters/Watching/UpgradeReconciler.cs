using Reeve.Clusters;
using Reeve.Distributions.Versions;
using Reeve.Plugins;
using Reeve.Runtime.Clusters.Apis;
using Reeve.Runtime.Clusters.Observation;
using Reeve.Runtime.Clusters.State;

namespace Reeve.Runtime.Clusters.Watching;

/// <summary>Takes the cluster to the version of its kubelet when somebody has upgraded the kubelet's package.</summary>
internal sealed class UpgradeReconciler(WatchServices services) : IReconciler
{
    /// <summary>The part by which provisioners may tell the version of the kubelet that is installed.</summary>
    private const string Component = "kubelet";

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(6);

    private string _tried = "";
    private DateTimeOffset _due = DateTimeOffset.MinValue;
    private TimeSpan _pause = s_firstPause;

    public async Task ReconcileAsync(ClusterEntry entry, ClusterObservation observation, IClusterManager manager, CancellationToken cancellationToken)
    {
        if (!observation.ApiServerReady
            || KubernetesVersion.TryParse(observation.Version) is not { } cluster
            || await KubeletAsync(entry, observation, cancellationToken) is not { } kubelet
            || kubelet <= cluster)
        {
            entry.Find(ConditionRules.PackageReady, null);
            return;
        }

        if (UpgradeRule.WhyNot(cluster, kubelet) is { } why)
        {
            Say(entry, "KubeletTooNew", $"The kubelet is at {kubelet}, which the cluster cannot follow: {why}.");
            return;
        }

        if (!services.Options.AutomaticUpgrade)
        {
            Say(entry, "UpgradeNeeded", $"The kubelet is at {kubelet} and the cluster at {cluster}: upgrade the cluster.");
            return;
        }

        var now = services.Time.GetUtcNow();
        if (_tried == kubelet.ToString() && now < _due)
        {
            Say(entry, "UpgradeFailed", $"The kubelet is at {kubelet}; taking the cluster there failed, and is tried again at {_due:u}.");
            return;
        }

        var isAgain = _tried == kubelet.ToString();
        _pause = isAgain ? _pause * 2 < s_longestPause ? _pause * 2 : s_longestPause : s_firstPause;
        (_tried, _due) = (kubelet.ToString(), now + _pause);
        Say(entry, "Upgrading", $"The kubelet is at {kubelet}: the cluster follows.");
        await manager.ReplaceAsync(entry.Key, new ClusterDesired { Version = kubelet.ToString() }, $"agent: the kubelet is at {kubelet}", cancellationToken);
    }

    private static void Say(ClusterEntry entry, string reason, string message) => entry.Find(
        ConditionRules.PackageReady,
        new ClusterConditionState { Type = ConditionRules.PackageReady, Status = false, Reason = reason, Message = message, Severity = "Warning" });

    /// <summary>The kubelet's version: what is installed, as the provisioner says, or what the nodes report.</summary>
    private async Task<KubernetesVersion?> KubeletAsync(ClusterEntry entry, ClusterObservation observation, CancellationToken cancellationToken)
    {
        if (observation.Components.GetValueOrDefault(Component) is { } installed)
        {
            return KubernetesVersion.TryParse(installed);
        }

        if (services.Types.Find(entry.Document.Type)?.Capability<IClusterKubeconfig>() is null)
        {
            return null;
        }

        var nodes = await services.Apis.Get(entry.Id).ListAsync("/api/v1/nodes", cancellationToken);
        return nodes.Select(node => KubernetesVersion.TryParse(node["status"]?["nodeInfo"]?["kubeletVersion"]?.GetValue<string>())).Max();
    }
}
