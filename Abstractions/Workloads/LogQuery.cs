namespace Reeve.Workloads;

/// <summary>Which part of a container's log to read. Source: <c>PodLogOptions</c> of the Kubernetes API.</summary>
public sealed record LogQuery
{
    /// <summary>Go on as the container writes.</summary>
    public bool Follow { get; init; }

    /// <summary>The run before the current one.</summary>
    public bool Previous { get; init; }

    /// <summary>Put the time (RFC 3339 with nanoseconds) and a space before each line.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Only the last lines; null for all, zero for none.</summary>
    public long? TailLines { get; init; }

    /// <summary>Only lines written at or after this time.</summary>
    public DateTimeOffset? SinceTime { get; init; }

    /// <summary>Stop after this many bytes of output, in the middle of a line if need be.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>Which stream; both by default.</summary>
    public LogStream Stream { get; init; } = LogStream.All;
}
