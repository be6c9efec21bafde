namespace Reeve.Runtime.Engine.Logs;

/// <summary>The spool files of one attempt.</summary>
public sealed record LogSpool
{
    /// <summary>Absolute path of the file for standard output.</summary>
    public required string StandardOutput { get; init; }

    /// <summary>Absolute path of the file for standard error; the same one with a terminal.</summary>
    public required string StandardError { get; init; }
}
