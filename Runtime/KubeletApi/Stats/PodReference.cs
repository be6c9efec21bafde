namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Which pod.</summary>
internal sealed record PodReference
{
    public required string Name { get; init; }

    public required string Namespace { get; init; }

    public required string Uid { get; init; }
}
