namespace Reeve.Plugins.Slurm.Streams;

/// <summary>What a <see cref="LogBlock"/> is.</summary>
internal enum LogBlockKind
{
    /// <summary>Nothing that this program knows.</summary>
    Unknown = 0,

    /// <summary>Output.</summary>
    Data,

    /// <summary>All that was there has been sent; what follows is new.</summary>
    CaughtUp,

    /// <summary>The end.</summary>
    End,
}
