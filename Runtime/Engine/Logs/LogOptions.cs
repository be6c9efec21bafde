namespace Reeve.Runtime.Engine.Logs;

/// <summary>Where logs of containers are kept, and how much of them.</summary>
public sealed record LogOptions
{
    /// <summary>Absolute path of the directory for logs; made if it is not there.</summary>
    public required string Directory { get; init; }

    /// <summary>
    /// Absolute path of a directory with one directory for each pod that is there anyway, for the spools: a container that writes
    /// nothing then costs no directory of its own. Null for beside the logs.
    /// </summary>
    /// <value>Null.</value>
    public string? SpoolDirectory { get; init; }

    /// <summary>A log file of this size, in bytes, is rotated. It may be longer by one line.</summary>
    /// <value>10 MiB, as the kubelet's <c>containerLogMaxSize</c>.</value>
    public long MaxFileBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Files kept for each run of a container, the current one included; at least 2.</summary>
    /// <value>5, as the kubelet's <c>containerLogMaxFiles</c>.</value>
    public int MaxFiles { get; init; } = 5;

    /// <summary>How often files are looked at where the system has no notification, and how soon a failed write is tried again.</summary>
    /// <value>500 ms.</value>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);
}
