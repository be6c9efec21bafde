namespace Reeve.Host.Pages.Documents;

/// <summary>What is so of a cluster, as the status page shows it.</summary>
internal sealed record ConditionInfo
{
    /// <summary>CamelCase name.</summary>
    public required string Type { get; init; }

    /// <summary>True, false, or null for unknown.</summary>
    public bool? Holds { get; init; }

    /// <summary>Why, for people.</summary>
    public string? Message { get; init; }

    /// <summary>Since when (RFC 3339).</summary>
    public string? Since { get; init; }
}
