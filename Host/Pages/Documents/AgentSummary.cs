namespace Reeve.Host.Pages.Documents;

/// <summary>The agent, as the status page shows it.</summary>
internal sealed record AgentSummary
{
    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>The machine that it runs on.</summary>
    public required string Machine { get; init; }

    /// <summary>Since when its page is served (RFC 3339).</summary>
    public required string StartedAt { get; init; }
}
