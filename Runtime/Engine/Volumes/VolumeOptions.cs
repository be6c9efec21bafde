namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Where volumes of pods are kept, and what pods may reach of the machine.</summary>
public sealed record VolumeOptions
{
    /// <summary>Absolute path of the directory that holds one directory for each pod; made if it is not there.</summary>
    public required string PodsDirectory { get; init; }

    /// <summary>
    /// Absolute path of a directory in memory (tmpfs) for secrets and for emptyDir volumes of medium Memory; made if it is
    /// not there. It has to belong to the agent's user, and to let nobody else write.
    /// </summary>
    /// <value>null: pods with such volumes are refused. <see cref="MemoryDirectories"/> finds one.</value>
    public string? MemoryDirectory { get; init; }

    /// <summary>
    /// Mounts file systems of their own where the agent may: a ramfs beside <see cref="MemoryDirectory"/> for secrets, which is never swapped out,
    /// and a tmpfs for each emptyDir of medium Memory, which bounds its size. Where it may not, both are directories in <see cref="MemoryDirectory"/>.
    /// </summary>
    /// <value>false.</value>
    public bool MountsMemory { get; init; }

    /// <summary>Lets secrets be written to the disk where there is no directory in memory.</summary>
    /// <value>false.</value>
    public bool SecretsOnDisk { get; init; }

    /// <summary>Absolute paths: hostPath and local volumes must lie in one of them, after symbolic links are followed.</summary>
    /// <value>null: everything is allowed.</value>
    public IReadOnlyList<string>? AllowedHostPaths { get; init; }
}
