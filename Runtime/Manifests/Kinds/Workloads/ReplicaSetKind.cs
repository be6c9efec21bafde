namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>Runs the replicas of a ReplicaSet.</summary>
internal sealed class ReplicaSetKind : WorkloadKind<ReplicaSet>
{
    protected override WorkloadPlan Plan(ReplicaSet workload, ObjectScope scope) => new()
    {
        Count = workload.Spec?.Replicas ?? 1,
        Selector = workload.Spec?.Selector,
    };
}
