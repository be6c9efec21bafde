namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>What is so of a cluster.</summary>
internal sealed record ConditionDocument
{
    /// <summary>CamelCase name.</summary>
    public string? Type { get; set; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; set; }

    /// <summary>Since when it is so (RFC 3339).</summary>
    public string? LastTransitionTime { get; set; }

    /// <summary>One CamelCase word.</summary>
    public string? Reason { get; set; }

    /// <summary>For people.</summary>
    public string? Message { get; set; }

    /// <summary><c>Error</c>, <c>Warning</c> or <c>Info</c>, where it is false.</summary>
    public string? Severity { get; set; }
}
