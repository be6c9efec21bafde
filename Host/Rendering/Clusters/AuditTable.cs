using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.Host.Rendering.Clusters;

/// <summary>Entries of the audit trail in rows.</summary>
internal static class AuditTable
{
    /// <summary>Writes them.</summary>
    public static void Write(TextWriter output, IReadOnlyList<AuditEntryDocument> entries)
    {
        var table = new TextTable("TIME", "ACTION", "CLUSTER", "RESULT", "BY", "OPERATION", "MESSAGE");
        foreach (var entry in entries)
        {
            table.Add(entry.Time ?? "", entry.Action ?? "", entry.Cluster ?? "", entry.Result ?? "", entry.Actor ?? "", entry.OperationId ?? "", entry.Message ?? "");
        }

        table.WriteTo(output);
    }
}
