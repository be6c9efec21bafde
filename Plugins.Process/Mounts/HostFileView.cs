namespace Reeve.Plugins.Process.Mounts;

/// <summary>The files of this machine.</summary>
internal sealed class HostFileView : IFileView
{
    public static HostFileView Instance { get; } = new();

    public EntryKind KindOf(string path)
    {
        var info = new FileInfo(path);
        return (int)info.Attributes switch
        {
            -1 => EntryKind.Missing,
            var attributes when ((FileAttributes)attributes).HasFlag(FileAttributes.ReparsePoint) => EntryKind.SymbolicLink,
            var attributes => ((FileAttributes)attributes).HasFlag(FileAttributes.Directory) ? EntryKind.Directory : EntryKind.File,
        };
    }

    public string ReadLink(string path) => new FileInfo(path).LinkTarget ?? "";
}
