using System.Globalization;
using Reeve.AspNetCore.Clusters.Mapping;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Runtime.Operations.Audit;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <summary>Calls that read the audit trail.</summary>
/// <param name="audit">The trail.</param>
internal sealed class AuditCalls(IAuditLog audit)
{
    private const int MostEntries = 10_000;

    /// <summary>What entries can be chosen by.</summary>
    public static readonly IReadOnlyList<(string, string)> Filters =
    [
        ("since", "Entries from this time on (RFC 3339)."),
        ("until", "Entries before this time (RFC 3339)."),
        ("operation", "Entries of this operation."),
        ("limit", "How many at most; 100 if it is not said."),
    ];

    /// <summary>The route of the whole trail.</summary>
    public ApiRoute Route => new()
    {
        Method = "GET",
        Path = "/api/v1/audit",
        Id = "ListAudit",
        Summary = "Shows entries of the audit trail, latest first.",
        Handler = ListAsync,
        Gives = typeof(AuditListDocument),
        Query = [.. Filters, ("subject", "Entries about this: the name of a cluster, or proxies/NAME.")],
    };

    /// <summary>Entries as they are.</summary>
    public Task ListAsync(ApiCall call) => call.WriteAsync(AuditDocuments.Of(audit.Read(QueryOf(call))), ApiJson.TypeInfo<AuditListDocument>());

    /// <summary>The operations of the cluster.</summary>
    public Task HistoryAsync(ApiCall call)
    {
        // An operation has an entry for its beginning and one for its end, and calls are entries too: what is shown is counted afterwards.
        var query = QueryOf(call);
        var history = AuditDocuments.History(audit.Read(query with { Limit = MostEntries }));
        return call.WriteAsync(new AuditHistoryDocument { Operations = [.. history.Take(query.Limit)] }, ApiJson.TypeInfo<AuditHistoryDocument>());
    }

    private static AuditQuery QueryOf(ApiCall call) => new()
    {
        Subject = call.Cluster.Length > 0 ? call.Cluster : call.Query("subject"),
        Since = Time(call, "since"),
        Until = Time(call, "until"),
        OperationId = call.Query("operation"),
        Limit = call.Query("limit") is not { } text ? new AuditQuery().Limit
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= MostEntries ? limit
            : throw ApiCall.Invalid("limit", $"is a number from 1 to {MostEntries}"),
    };

    private static DateTimeOffset? Time(ApiCall call, string name) => call.Query(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw ApiCall.Invalid(name, "is a time such as 2026-01-31T12:00:00Z");
}
