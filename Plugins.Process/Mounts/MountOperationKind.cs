namespace Reeve.Plugins.Process.Mounts;

/// <summary><c>enum mount_kind</c> of <c>spec.h</c>.</summary>
internal enum MountOperationKind : uint
{
    Unknown = 0,

    /// <summary>Attaches the tree at the source to the target.</summary>
    Bind = 1,

    /// <summary>Covers the target directory with a tmpfs that shows the same entries and takes new ones.</summary>
    Cover = 2,

    /// <summary>Creates a directory.</summary>
    Directory = 3,

    /// <summary>Creates an empty file.</summary>
    File = 4,

    /// <summary>Makes the one mount at the target read-only.</summary>
    ReadOnly = 5,

    /// <summary>Makes everything read-only but /proc and /dev.</summary>
    RootReadOnly = 6,
}
