namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>An operation on a cluster.</summary>
internal sealed record OperationDocument
{
    /// <summary>Its id: sorts by time.</summary>
    public string? Id { get; set; }

    /// <summary>The cluster: <c>NAME</c>, or <c>NAME.TENANT</c>.</summary>
    public string? Cluster { get; set; }

    /// <summary>What is wanted: <c>Create</c>, <c>Change</c>, <c>Upgrade</c>, <c>Delete</c>, <c>RenewCertificates</c> or <c>SetWorkloads</c>.</summary>
    public string? Intent { get; set; }

    /// <summary>The provisioner.</summary>
    public string? Type { get; set; }

    /// <summary><c>Running</c>, <c>Undoing</c>, <c>Stuck</c>, <c>Done</c>, <c>Undone</c> or <c>Abandoned</c>.</summary>
    public string? State { get; set; }

    /// <summary>Who asked for it.</summary>
    public string? RequestedBy { get; set; }

    /// <summary>When it began (RFC 3339).</summary>
    public string? StartedAt { get; set; }

    /// <summary>When it ended (RFC 3339).</summary>
    public string? EndedAt { get; set; }

    /// <summary>Why it was taken back or is stuck.</summary>
    public string? Error { get; set; }

    /// <summary>Its steps in the order of the plan.</summary>
    public List<StepDocument>? Steps { get; set; }
}
