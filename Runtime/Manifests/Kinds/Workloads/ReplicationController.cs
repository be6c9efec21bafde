using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>Replicas of a template, in the form that came before ReplicaSet.</summary>
internal sealed record ReplicationController() : KubernetesObject("v1", "ReplicationController")
{
    public ReplicationControllerSpec? Spec { get; init; }

    public System.Text.Json.JsonElement? Status { get; init; }
}
