namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>What a volume holds.</summary>
internal sealed record VolumeSummary : FsSummary
{
    public required string Name { get; init; }

    public ClaimReference? PvcRef { get; init; }
}
