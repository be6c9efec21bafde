namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>Runs the replicas of a Deployment.</summary>
internal sealed class DeploymentKind : WorkloadKind<Deployment>
{
    protected override WorkloadPlan Plan(Deployment workload, ObjectScope scope) => new()
    {
        Count = workload.Spec?.Replicas ?? 1,
        Selector = workload.Spec?.Selector,
    };
}
