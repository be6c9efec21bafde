namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>A command that a step ran. Secrets in it are replaced by stars.</summary>
internal sealed record CommandDocument
{
    /// <summary>Program and arguments.</summary>
    public IReadOnlyList<string>? Arguments { get; set; }

    /// <summary>When it started (RFC 3339).</summary>
    public string? StartedAt { get; set; }

    /// <summary>How long it ran, in seconds.</summary>
    public double? DurationSeconds { get; set; }

    /// <summary>Its exit code; not there if it could not be started or was killed.</summary>
    public int? ExitCode { get; set; }

    /// <summary>The end of its standard output.</summary>
    public string? StandardOutput { get; set; }

    /// <summary>The end of its standard error.</summary>
    public string? StandardError { get; set; }
}
