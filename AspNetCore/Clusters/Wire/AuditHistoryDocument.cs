namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>What was done with the cluster.</summary>
internal sealed record AuditHistoryDocument
{
    /// <summary>The operations, latest first.</summary>
    public List<AuditOperationDocument> Operations { get; set; } = [];
}
