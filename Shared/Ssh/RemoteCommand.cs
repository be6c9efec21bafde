namespace Reeve.Ssh;

/// <summary>A program to run elsewhere.</summary>
public sealed record RemoteCommand
{
    /// <summary>
    /// Program and arguments, at least one item. Each arrives as the very bytes that it is: quoting for the shell between is not the caller's
    /// concern. Without NUL. Visible to all users of that machine: no secrets.
    /// </summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Its input; empty by default. The place for scripts (<c>sh -s</c>) and for whatever must not be seen.</summary>
    public ReadOnlyMemory<byte> StandardInput { get; init; }

    /// <summary>Run it on a terminal.</summary>
    public bool Tty { get; init; }

    /// <summary>How many bytes of output, and of errors, are kept before the call fails.</summary>
    /// <value>16 MiB.</value>
    public int MaxOutput { get; init; } = 16 * 1024 * 1024;
}
