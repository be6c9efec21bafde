using Reeve.Runtime.Operations.Audit;

namespace Reeve.Host.Tests.Clusters.Support;

/// <summary>An audit trail in memory.</summary>
internal sealed class FakeAudit : IAuditLog
{
    private readonly List<AuditEntry> _entries = [];

    public void Append(AuditEntry entry)
    {
        lock (_entries)
        {
            _entries.Insert(0, entry);
        }
    }

    public IReadOnlyList<AuditEntry> Read(AuditQuery query)
    {
        lock (_entries)
        {
            return
            [
                .. _entries.Where(entry => (query.Subject is null || entry.Subject == query.Subject) && (query.OperationId is null || entry.OperationId == query.OperationId)
                    && (query.Since is null || entry.Time >= query.Since) && (query.Until is null || entry.Time < query.Until)).Take(query.Limit),
            ];
        }
    }
}
