using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>Pods that run until enough of them succeeded.</summary>
internal sealed record Job() : KubernetesObject("batch/v1", "Job")
{
    public JobSpec? Spec { get; init; }

    public System.Text.Json.JsonElement? Status { get; init; }
}
