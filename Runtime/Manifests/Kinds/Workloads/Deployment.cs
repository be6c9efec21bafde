using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>Replicas of a template that are replaced in steps.</summary>
internal sealed record Deployment() : KubernetesObject("apps/v1", "Deployment")
{
    public DeploymentSpec? Spec { get; init; }

    public System.Text.Json.JsonElement? Status { get; init; }
}
