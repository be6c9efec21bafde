namespace Reeve.Containers;

/// <summary>A file or directory of the machine that appears in a container.</summary>
public sealed record ContainerMount
{
    /// <summary>The pod's volume that it belongs to; empty for what the engine itself mounts (termination message).</summary>
    public required string Volume { get; init; }

    /// <summary>Absolute path on the machine; exists, is resolved (no symbolic link in it), and lies where it may.</summary>
    public required string Source { get; init; }

    /// <summary>Absolute, normalised path in the container.</summary>
    public required string Target { get; init; }

    /// <summary>Whether the source is a directory; otherwise it is a file, socket or device.</summary>
    public bool IsDirectory { get; init; } = true;

    /// <summary>For reading only.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Everything mounted below it is for reading only too.</summary>
    public bool RecursiveReadOnly { get; init; }

    /// <summary><c>None</c>, <c>HostToContainer</c> or <c>Bidirectional</c>, as in the API.</summary>
    public string Propagation { get; init; } = "None";
}
