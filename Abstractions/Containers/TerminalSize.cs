namespace Reeve.Containers;

/// <summary>The size of a terminal.</summary>
public sealed record TerminalSize
{
    /// <summary>Columns.</summary>
    public required ushort Width { get; init; }

    /// <summary>Rows.</summary>
    public required ushort Height { get; init; }
}
