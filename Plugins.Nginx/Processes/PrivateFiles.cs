using System.Text;

namespace Reeve.Plugins.Nginx.Processes;

/// <summary>Files that only their owner may read, replaced as a whole.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void CreateDirectory(string path) => Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);

    /// <summary>A reader, or a crash at any moment, finds the old content or the new one.</summary>
    public static void Replace(string path, string content)
    {
        var unfinished = path + ".tmp";
        using (var file = new FileStream(unfinished, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Owner }))
        {
            file.Write(Encoding.UTF8.GetBytes(content));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>What is in a file; null if there is none.</summary>
    public static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
