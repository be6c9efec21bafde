namespace Reeve.Runtime.Operations.Audit;

/// <summary>Which entries of the audit trail to read.</summary>
public sealed record AuditQuery
{
    /// <summary>From this time on; null for the oldest.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before this time; null for the latest.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Of this operation alone.</summary>
    public string? OperationId { get; init; }

    /// <summary>About this subject alone.</summary>
    public string? Subject { get; init; }

    /// <summary>How many at most.</summary>
    /// <value>100.</value>
    public int Limit { get; init; } = 100;
}
