namespace Reeve.Containers;

/// <summary>A command to run in a container, and its streams.</summary>
public sealed record ExecRequest
{
    /// <summary>The argument vector, at least one item; no shell is involved.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Run it on a terminal; standard error then comes with standard output.</summary>
    public bool Tty { get; init; }

    /// <summary>Input, or null for none. Its end closes the command's standard input.</summary>
    public Stream? StandardInput { get; init; }

    /// <summary>Takes standard output; null discards it.</summary>
    public Stream? StandardOutput { get; init; }

    /// <summary>Takes standard error; null discards it.</summary>
    public Stream? StandardError { get; init; }

    /// <summary>Sizes of the terminal, the first before the command starts if possible; null for 80 by 24.</summary>
    public IAsyncEnumerable<TerminalSize>? Resize { get; init; }
}
