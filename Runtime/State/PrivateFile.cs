namespace Reeve.Runtime.State;

/// <summary>Files that only their owner can read.</summary>
internal static class PrivateFile
{
    /// <summary>Opens a file to read and write, without buffer; one that is made has mode 0600. Its directory may be renamed meanwhile.</summary>
    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode is not FileMode.Open)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
