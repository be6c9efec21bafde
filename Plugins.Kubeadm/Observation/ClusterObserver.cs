using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Observation;

/// <summary>Looks at what is on the machine, whoever made it.</summary>
internal static class ClusterObserver
{
    public static async Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        var isOurs = File.Exists(KubernetesPaths.Mark);
        if (!isOurs && !File.Exists(KubernetesPaths.AdminKubeconfig))
        {
            return new ClusterObservation { Exists = false };
        }

        var facts = await ApiObserver.ObserveAsync(context.GetClusterApi(cluster), cancellationToken);
        return new ClusterObservation
        {
            Exists = true,
            ApiServerReady = facts.Ready,
            Version = facts.Version,
            Machines = facts.Machines,
            Components = facts.Components,
            Conditions = [new ClusterCondition { Type = "Adopted", Status = !isOurs, Reason = isOurs ? "MadeByAgent" : "MadeByOthers" }],
        };
    }
}
