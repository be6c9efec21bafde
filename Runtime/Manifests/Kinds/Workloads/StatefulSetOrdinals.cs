using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>How the replicas of a StatefulSet are counted.</summary>
internal sealed record StatefulSetOrdinals : KubernetesRecord
{
    /// <summary>Number of the first replica.</summary>
    public int Start { get; init; }
}
