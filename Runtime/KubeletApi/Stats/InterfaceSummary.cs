namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Traffic of one interface.</summary>
internal sealed record InterfaceSummary
{
    public required string Name { get; init; }

    public ulong? RxBytes { get; init; }

    public ulong? RxErrors { get; init; }

    public ulong? TxBytes { get; init; }

    public ulong? TxErrors { get; init; }
}
