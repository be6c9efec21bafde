using System.Text.Json.Serialization;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Processes of a pod.</summary>
internal sealed record ProcessSummary
{
    [JsonPropertyName("process_count")]
    public ulong? ProcessCount { get; init; }
}
