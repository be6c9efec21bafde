namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Which persistent volume claim.</summary>
internal sealed record ClaimReference
{
    public required string Name { get; init; }

    public required string Namespace { get; init; }
}
