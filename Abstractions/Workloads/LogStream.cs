namespace Reeve.Workloads;

/// <summary>A stream of a container's output.</summary>
public enum LogStream
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>Both, in the order in which they were read.</summary>
    All,

    /// <summary>Standard output.</summary>
    Stdout,

    /// <summary>Standard error.</summary>
    Stderr,
}
