using System.Text.Json.Serialization;
using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>What a pod uses.</summary>
internal sealed record PodSummary
{
    public required PodReference PodRef { get; init; }

    public Time? StartTime { get; init; }

    public required IReadOnlyList<ContainerSummary> Containers { get; init; }

    public CpuSummary? Cpu { get; init; }

    public MemorySummary? Memory { get; init; }

    public NetworkSummary? Network { get; init; }

    [JsonPropertyName("volume")]
    public IReadOnlyList<VolumeSummary>? Volumes { get; init; }

    [JsonPropertyName("ephemeral-storage")]
    public FsSummary? EphemeralStorage { get; init; }

    [JsonPropertyName("process_stats")]
    public ProcessSummary? ProcessStats { get; init; }
}
