using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>Replicas of a template with lasting names and claims.</summary>
internal sealed record StatefulSet() : KubernetesObject("apps/v1", "StatefulSet")
{
    public StatefulSetSpec? Spec { get; init; }

    public System.Text.Json.JsonElement? Status { get; init; }
}
