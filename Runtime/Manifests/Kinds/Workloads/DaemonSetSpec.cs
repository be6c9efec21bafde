using System.Text.Json;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>What is wanted of a DaemonSet. What a controller alone would act on is kept as JSON.</summary>
internal sealed record DaemonSetSpec : KubernetesRecord
{
    public LabelSelector? Selector { get; init; }

    public JsonElement? Template { get; init; }

    public JsonElement? UpdateStrategy { get; init; }

    public int? MinReadySeconds { get; init; }

    public int? RevisionHistoryLimit { get; init; }
}
