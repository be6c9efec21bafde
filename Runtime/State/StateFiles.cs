namespace Reeve.Runtime.State;

/// <summary>Replaces files as a whole: a reader, or a crash at any moment, finds the old content or the new one.</summary>
internal static class StateFiles
{
    /// <summary>Ends the names of files that are being written; left behind by a crash they mean nothing.</summary>
    public const string Unfinished = ".tmp";

    /// <summary>Replaces a file (mode 0600). Without <paramref name="durable"/> it survives the process, not the machine.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content, bool durable)
    {
        using (var file = new FileStream(path + Unfinished, Options()))
        {
            file.Write(content);
            file.Flush(flushToDisk: durable);
        }

        File.Move(path + Unfinished, path, overwrite: true);
        if (durable)
        {
            DirectorySync.Flush(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Deletes a directory and what is in it; one that is gone is fine.</summary>
    public static void DeleteDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
