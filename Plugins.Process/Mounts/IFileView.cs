namespace Reeve.Plugins.Process.Mounts;

/// <summary>How the mount planner sees the machine's files.</summary>
internal interface IFileView
{
    /// <summary>What is at an absolute path, the last component not followed if it is a link.</summary>
    EntryKind KindOf(string path);

    /// <summary>Where a symbolic link leads, as written in it.</summary>
    string ReadLink(string path);
}
