namespace Reeve.Runtime.Operations.Audit;

/// <summary>Who did what, when, and with which result: entries are only ever added. Thread-safe.</summary>
public interface IAuditLog
{
    /// <summary>Adds an entry; on disk when this returns.</summary>
    /// <param name="entry">The entry, without secrets.</param>
    /// <exception cref="IOException">It is not on disk.</exception>
    void Append(AuditEntry entry);

    /// <summary>Reads entries, the latest first.</summary>
    /// <param name="query">Which ones.</param>
    IReadOnlyList<AuditEntry> Read(AuditQuery query);
}
