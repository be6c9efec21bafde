using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>Replicas of a template.</summary>
internal sealed record ReplicaSet() : KubernetesObject("apps/v1", "ReplicaSet")
{
    public ReplicaSetSpec? Spec { get; init; }

    public System.Text.Json.JsonElement? Status { get; init; }
}
