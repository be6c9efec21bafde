namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>What <c>/stats/summary</c> answers. Source: <c>k8s.io/kubelet/pkg/apis/stats/v1alpha1</c>.</summary>
internal sealed record Summary
{
    public required NodeSummary Node { get; init; }

    public required IReadOnlyList<PodSummary> Pods { get; init; }
}
