namespace Reeve.Plugins.Process.Mounts;

/// <summary>How this machine lets the agent give containers a private view of the file system.</summary>
internal enum MountIsolation
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>With a mount namespace, as root.</summary>
    MountNamespace,

    /// <summary>With a mount namespace inside a user namespace, without privilege.</summary>
    UserNamespace,
}
