namespace Reeve.Host.Pages.Documents;

/// <summary>A step of an operation, as the status page shows it: without the commands that it ran.</summary>
internal sealed record StepInfo
{
    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    /// <summary>How far it is.</summary>
    public required string State { get; init; }

    /// <summary>The last thing that it said, or why it failed.</summary>
    public string? Message { get; init; }
}
