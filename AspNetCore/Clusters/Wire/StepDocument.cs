namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>A step of an operation.</summary>
internal sealed record StepDocument
{
    /// <summary>Unique in its operation.</summary>
    public string? Id { get; set; }

    /// <summary>One line for people.</summary>
    public string? Title { get; set; }

    /// <summary><c>Pre</c>, <c>Main</c> or <c>Post</c>.</summary>
    public string? Phase { get; set; }

    /// <summary>Whether it takes back what an earlier operation made.</summary>
    public bool? Removal { get; set; }

    /// <summary><c>Pending</c>, <c>Applying</c>, <c>Verifying</c>, <c>Done</c>, <c>AlreadyDone</c>, <c>Failed</c>, <c>Undoing</c> or <c>Undone</c>.</summary>
    public string? State { get; set; }

    /// <summary>When it began (RFC 3339).</summary>
    public string? StartedAt { get; set; }

    /// <summary>When it was last done, failed or undone (RFC 3339).</summary>
    public string? EndedAt { get; set; }

    /// <summary>How long that took, in seconds.</summary>
    public double? DurationSeconds { get; set; }

    /// <summary>The last thing that it said, or why it failed.</summary>
    public string? Message { get; set; }

    /// <summary>Steps that it waits for.</summary>
    public IReadOnlyList<string>? DependsOn { get; set; }

    /// <summary>The commands that it ran.</summary>
    public List<CommandDocument>? Commands { get; set; }
}
