using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>One pod of a template on each node.</summary>
internal sealed record DaemonSet() : KubernetesObject("apps/v1", "DaemonSet")
{
    public DaemonSetSpec? Spec { get; init; }

    public System.Text.Json.JsonElement? Status { get; init; }
}
