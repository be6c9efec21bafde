namespace Reeve.Workloads;

/// <summary>A file of a <see cref="FilesVolume"/>.</summary>
public sealed record VolumeFile
{
    /// <summary>Relative path with <c>/</c>, normalised, without <c>..</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The bytes.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Permission bits, e.g. 0644 (octal); <c>fsGroup</c> is applied by who writes it.</summary>
    public int Mode { get; init; } = 0x1A4;

    /// <summary>The owner, where it is not who runs the agent (a token for <c>runAsUser</c>).</summary>
    public long? UserId { get; init; }
}
