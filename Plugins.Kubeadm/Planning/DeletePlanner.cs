using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps;

namespace Reeve.Plugins.Kubeadm.Planning;

/// <summary>Plans the removal of a cluster. What the agent has made is taken back from its records; only what others made needs steps. Pure.</summary>
internal sealed class DeletePlanner(StepCatalog kinds)
{
    public ClusterPlan Plan(ClusterSpec spec, KubeadmSpec own, ClusterObservation observation)
    {
        var isAdopted = observation.Exists && observation.Conditions.Any(condition => condition is { Type: Observation.ClusterObserver.Adopted, Status: true });
        return isAdopted
            ? new ClusterPlan
            {
                Steps = [kinds.AdoptedReset.Step("reset", "Take down a cluster that the agent did not make", CreatePlanner.InitArguments(new PlanParts(kinds, spec, own), own)) with { Reversible = false, Lasting = false }],
                Warnings = ["The agent did not make this cluster: what it changed on the machine is not known, and is not taken back but for what kubeadm reset removes."],
            }
            : new ClusterPlan();
    }
}
