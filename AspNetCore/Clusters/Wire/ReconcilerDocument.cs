namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>What watches over a cluster.</summary>
internal sealed record ReconcilerDocument
{
    /// <summary>It.</summary>
    public ReconcilerStateDocument? Reconciler { get; set; }
}
