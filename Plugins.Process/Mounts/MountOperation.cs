namespace Reeve.Plugins.Process.Mounts;

/// <summary>One step that the supervisor takes to build a container's view of the file system.</summary>
internal sealed record MountOperation
{
    public const uint ReadOnlyFlag = 1;
    public const uint RecursiveReadOnlyFlag = 2;

    public required MountOperationKind Kind { get; init; }

    /// <summary>Absolute path without symbolic links in the container's view, as earlier steps left it.</summary>
    public string Target { get; init; } = "";

    /// <summary>Absolute path without symbolic links on the machine, with <see cref="MountOperationKind.Bind"/>.</summary>
    public string Source { get; init; } = "";

    public uint Flags { get; init; }

    /// <summary>Permissions of what is created.</summary>
    public uint Mode { get; init; }
}
