using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>Runs the replicas of a ReplicationController; its selector is that of the template's labels unless it says another.</summary>
internal sealed class ReplicationControllerKind : WorkloadKind<ReplicationController>
{
    protected override WorkloadPlan Plan(ReplicationController workload, ObjectScope scope) => new()
    {
        Count = workload.Spec?.Replicas ?? 1,
        NeedsSelector = false,
        Selector = workload.Spec?.Selector is { } labels ? new LabelSelector { MatchLabels = labels } : null,
    };
}
