namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>Entries of the audit trail.</summary>
internal sealed record AuditListDocument
{
    /// <summary>The entries, latest first.</summary>
    public List<AuditEntryDocument> Items { get; set; } = [];
}
