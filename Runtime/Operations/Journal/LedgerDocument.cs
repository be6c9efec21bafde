using Reeve.Clusters;

namespace Reeve.Runtime.Operations.Journal;

/// <summary>What operations have made for one cluster and not taken back.</summary>
internal sealed record LedgerDocument
{
    public required ClusterId Cluster { get; init; }

    /// <summary>In the order in which it was made.</summary>
    public IReadOnlyList<AppliedStep> Steps { get; init; } = [];
}
