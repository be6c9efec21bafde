namespace Reeve.Runtime.Operations;

/// <summary>A command that a step ran. Secrets in it are replaced by stars.</summary>
public sealed record StepCommandRecord
{
    /// <summary>The step.</summary>
    public required string Step { get; init; }

    /// <summary>Program and arguments.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it ran.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Exit code; 128 + n if signal n ended it; null if it could not be started or was killed.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The end of its standard output, at most 16 KiB.</summary>
    public string StandardOutput { get; init; } = "";

    /// <summary>The end of its standard error, at most 16 KiB.</summary>
    public string StandardError { get; init; } = "";
}
