namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>Runs the one pod that a DaemonSet has on a node.</summary>
internal sealed class DaemonSetKind : WorkloadKind<DaemonSet>
{
    protected override WorkloadPlan Plan(DaemonSet workload, ObjectScope scope) => new() { Count = 1, Selector = workload.Spec?.Selector };
}
