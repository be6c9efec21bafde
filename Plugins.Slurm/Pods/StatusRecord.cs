namespace Reeve.Plugins.Slurm.Pods;

/// <summary>What the status program says of one directory.</summary>
internal sealed record StatusRecord
{
    /// <summary>What it is.</summary>
    public required StatusKind Kind { get; init; }

    /// <summary>The directory's name: a pod's token.</summary>
    public required string Token { get; init; }

    /// <summary>The content.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }
}
