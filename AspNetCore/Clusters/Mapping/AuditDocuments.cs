using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Audit;

namespace Reeve.AspNetCore.Clusters.Mapping;

/// <summary>The audit trail as documents.</summary>
internal static class AuditDocuments
{
    /// <summary>Entries of the trail.</summary>
    public static AuditListDocument Of(IEnumerable<AuditEntry> entries) => new()
    {
        Items =
        [
            .. entries.Select(static entry => new AuditEntryDocument
            {
                Time = WireTimes.Text(entry.Time),
                Action = entry.Action,
                Cluster = IsCluster(entry) ? Stated(entry.Subject) : null,
                Subject = IsCluster(entry) ? null : entry.Subject,
                OperationId = Stated(entry.OperationId),
                Actor = Stated(entry.Actor),
                Result = Stated(entry.Result),
                Message = Stated(entry.Message),
            }),
        ],
    };

    /// <summary>The operations of a cluster, each with what became of it last; calls and other entries are left out.</summary>
    /// <param name="entries">The trail, latest first.</param>
    public static IEnumerable<AuditOperationDocument> History(IEnumerable<AuditEntry> entries) => entries
        .Where(static entry => entry.OperationId.Length > 0)
        .GroupBy(static entry => entry.OperationId)
        .Select(static group => group.First())
        .Select(static entry => new AuditOperationDocument
        {
            Operation = entry.Action,
            Status = StatusOf(entry.Result),
            Reason = entry.Result,
            Message = Stated(entry.Message),
            LastExecuted = WireTimes.Text(entry.Time),
            ClusterType = Stated(entry.ClusterType),
            CurrentVersion = Stated(entry.ClusterVersion),
        });

    private static bool IsCluster(AuditEntry entry) => !entry.Subject.Contains('/', StringComparison.Ordinal);

    private static string StatusOf(string result) => result switch
    {
        nameof(OperationState.Done) => "Success",
        nameof(OperationState.Undone) or nameof(OperationState.Stuck) or nameof(OperationState.Abandoned) => "Failed",
        _ => "Running",
    };

    private static string? Stated(string text) => text.Length > 0 ? text : null;
}
