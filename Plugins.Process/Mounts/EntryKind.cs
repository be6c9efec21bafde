namespace Reeve.Plugins.Process.Mounts;

/// <summary>What is at a path.</summary>
internal enum EntryKind
{
    /// <summary>Nothing.</summary>
    Missing = 0,

    Directory,

    SymbolicLink,

    /// <summary>A regular file, socket, FIFO or device.</summary>
    File,
}
