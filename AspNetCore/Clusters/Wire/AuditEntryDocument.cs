namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>An entry of the audit trail.</summary>
internal sealed record AuditEntryDocument
{
    /// <summary>When (RFC 3339).</summary>
    public string? Time { get; set; }

    /// <summary>What was asked for: an intent, or method and path of a call.</summary>
    public string? Action { get; set; }

    /// <summary>The cluster.</summary>
    public string? Cluster { get; set; }

    /// <summary>What it was about, if that is no cluster: <c>proxies/NAME</c>.</summary>
    public string? Subject { get; set; }

    /// <summary>The operation.</summary>
    public string? OperationId { get; set; }

    /// <summary>Who asked for it.</summary>
    public string? Actor { get; set; }

    /// <summary>What became of it.</summary>
    public string? Result { get; set; }

    /// <summary>More, for people.</summary>
    public string? Message { get; set; }
}
