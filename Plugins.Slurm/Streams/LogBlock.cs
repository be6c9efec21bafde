namespace Reeve.Plugins.Slurm.Streams;

/// <summary>A piece of a container's output, as the log program sends it.</summary>
internal sealed record LogBlock
{
    /// <summary>What it is.</summary>
    public required LogBlockKind Kind { get; init; }

    /// <summary>Lines of the index; empty for output that is not indexed yet.</summary>
    public ReadOnlyMemory<byte> Index { get; init; }

    /// <summary>Standard output.</summary>
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>Standard error.</summary>
    public ReadOnlyMemory<byte> Error { get; init; }
}
