namespace Reeve.Clusters;

/// <summary>What a program did.</summary>
public sealed record CommandResult
{
    /// <summary>Exit code; 128 + n if signal n ended it.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Standard output, at most 1 MiB of it, the end kept.</summary>
    public string StandardOutput { get; init; } = "";

    /// <summary>Standard error, at most 1 MiB of it, the end kept.</summary>
    public string StandardError { get; init; } = "";
}
