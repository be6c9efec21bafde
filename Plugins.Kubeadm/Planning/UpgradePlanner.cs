using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Observation;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.Upgrade;

namespace Reeve.Plugins.Kubeadm.Planning;

/// <summary>
/// Plans the way to a later version: the control plane first, the kubelet after it. Settings stay as they are, and so does what kubeadm was
/// told: a change that follows finds what differs. Pure.
/// </summary>
internal sealed class UpgradePlanner(StepCatalog kinds)
{
    public ClusterPlan Plan(ClusterSpec spec, KubeadmSpec own, ClusterObservation observation)
    {
        if (observation.Version == spec.Version && observation.Components.GetValueOrDefault(ClusterObserver.KubeletComponent) == spec.Version)
        {
            return new ClusterPlan();
        }

        var parts = new PlanParts(kinds, spec, own);
        var upgrade = kinds.Upgrade.Step(
            "upgrade",
            $"Take the control plane to {parts.Version}",
            new UpgradeArguments
            {
                Cluster = spec.Id,
                Program = parts.Program("kubeadm"),
                Version = spec.Version,
                Backup = KubernetesPaths.UpgradeBackup,
                Socket = own.Runtime.Socket,
                IgnorePreflightErrors = own.IgnorePreflightErrors,
            },
            "upgrade-backup");
        List<ClusterStep> before = [parts.Images(), .. parts.KubeadmPackage()];
        return new ClusterPlan
        {
            Steps =
            [
                .. before.Select(step => step with { Phase = StepPhase.Pre }),
                parts.Backup("upgrade-backup", KubernetesPaths.UpgradeBackup, withData: true),
                // Not remembered: a cluster that is removed later need not go back first.
                upgrade with { Deadline = TimeSpan.FromMinutes(15), Lasting = false },
                .. parts.Kubelet("upgrade"),
                parts.KubeletService(start: true),
                parts.NodeReady(),
            ],
        };
    }
}
