namespace Reeve.Runtime.Kubernetes.Requests;

/// <summary>How to write.</summary>
public sealed record WriteOptions
{
    /// <summary>Who owns the fields that are written; needed for apply. Null takes the user agent's name.</summary>
    public string? FieldManager { get; init; }

    /// <summary>Runs every stage but stores nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>For apply: takes over fields that another manager owns.</summary>
    public bool Force { get; init; }
}
