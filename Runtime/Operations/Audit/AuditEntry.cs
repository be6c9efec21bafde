namespace Reeve.Runtime.Operations.Audit;

/// <summary>One line of the audit trail.</summary>
public sealed record AuditEntry
{
    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What was asked for: an intent, or method and path of a call.</summary>
    public required string Action { get; init; }

    /// <summary>What it was about: a cluster's name.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The operation, if it is about one.</summary>
    public string OperationId { get; init; } = "";

    /// <summary>The type of the cluster that it was about; empty if it was about none.</summary>
    public string ClusterType { get; init; } = "";

    /// <summary>The version of Kubernetes that it was about; empty if it was about none.</summary>
    public string ClusterVersion { get; init; } = "";

    /// <summary>Who asked for it.</summary>
    public string Actor { get; init; } = "";

    /// <summary>What became of it.</summary>
    public string Result { get; init; } = "";

    /// <summary>More about it, for people.</summary>
    public string Message { get; init; } = "";

    /// <summary>The entry as one line for people.</summary>
    public override string ToString()
    {
        var line = $"{Time:yyyy-MM-dd'T'HH:mm:ss'Z'} {Action} {Subject} {Result}";
        line = Actor.Length > 0 ? $"{line} by {Actor}" : line;
        line = OperationId.Length > 0 ? $"{line} (operation {OperationId})" : line;
        return Message.Length > 0 ? $"{line}: {Message}" : line;
    }
}
