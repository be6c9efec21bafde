namespace Reeve.Containers;

/// <summary>The streams of somebody who attaches to a container.</summary>
public sealed record AttachRequest
{
    /// <summary>Input for the container, or null.</summary>
    public Stream? StandardInput { get; init; }

    /// <summary>Takes standard output; null discards it.</summary>
    public Stream? StandardOutput { get; init; }

    /// <summary>Takes standard error; null discards it.</summary>
    public Stream? StandardError { get; init; }

    /// <summary>Sizes of the terminal, where the container has one.</summary>
    public IAsyncEnumerable<TerminalSize>? Resize { get; init; }
}
