using System.Text.Json;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>What is wanted of a StatefulSet. What a controller alone would act on is kept as JSON.</summary>
internal sealed record StatefulSetSpec : KubernetesRecord
{
    public int? Replicas { get; init; }

    public LabelSelector? Selector { get; init; }

    public JsonElement? Template { get; init; }

    public IReadOnlyList<PersistentVolumeClaim>? VolumeClaimTemplates { get; init; }

    public string? ServiceName { get; init; }

    public string? PodManagementPolicy { get; init; }

    public JsonElement? UpdateStrategy { get; init; }

    public int? RevisionHistoryLimit { get; init; }

    public int? MinReadySeconds { get; init; }

    public JsonElement? PersistentVolumeClaimRetentionPolicy { get; init; }

    public StatefulSetOrdinals? Ordinals { get; init; }
}
