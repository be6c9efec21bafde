using System.Text.Json;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>What is wanted of a Job. What a controller alone would act on is kept as JSON.</summary>
internal sealed record JobSpec : KubernetesRecord
{
    public int? Parallelism { get; init; }

    public int? Completions { get; init; }

    public long? ActiveDeadlineSeconds { get; init; }

    public JsonElement? PodFailurePolicy { get; init; }

    public JsonElement? SuccessPolicy { get; init; }

    public int? BackoffLimit { get; init; }

    public int? BackoffLimitPerIndex { get; init; }

    public int? MaxFailedIndexes { get; init; }

    public LabelSelector? Selector { get; init; }

    public bool? ManualSelector { get; init; }

    public JsonElement? Template { get; init; }

    public int? TtlSecondsAfterFinished { get; init; }

    public string? CompletionMode { get; init; }

    public bool? Suspend { get; init; }

    public string? PodReplacementPolicy { get; init; }

    public string? ManagedBy { get; init; }
}
