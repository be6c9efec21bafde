using System.Text.Json;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>What is wanted of a Deployment. What a controller alone would act on is kept as JSON.</summary>
internal sealed record DeploymentSpec : KubernetesRecord
{
    public int? Replicas { get; init; }

    public LabelSelector? Selector { get; init; }

    public JsonElement? Template { get; init; }

    public JsonElement? Strategy { get; init; }

    public int? MinReadySeconds { get; init; }

    public int? RevisionHistoryLimit { get; init; }

    public bool? Paused { get; init; }

    public int? ProgressDeadlineSeconds { get; init; }
}
