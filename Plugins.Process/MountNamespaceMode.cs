namespace Reeve.Plugins.Process;

/// <summary>Whether containers get a private view of the file system.</summary>
public enum MountNamespaceMode
{
    /// <summary>Where the machine allows it: as root, or with unprivileged user namespaces.</summary>
    Auto = 0,

    /// <summary>The provider does not start where the machine does not allow it.</summary>
    Always,

    /// <summary>Never; volumes are reached through <c>REEVE_MOUNT_&lt;VOLUME&gt;</c>.</summary>
    Never,
}
