namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>What became of an operation.</summary>
internal sealed record OutcomeDocument
{
    /// <summary>The operation.</summary>
    public string? OperationId { get; set; }

    /// <summary>When it ended (RFC 3339).</summary>
    public string? Time { get; set; }

    /// <summary><c>Succeeded</c> or <c>Failed</c>.</summary>
    public string? Result { get; set; }

    /// <summary>Why it failed.</summary>
    public string? Message { get; set; }
}
