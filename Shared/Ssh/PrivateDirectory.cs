namespace Reeve.Ssh;

/// <summary>
/// A directory that nobody else can enter, in memory where the machine has such a place: for sockets, whose paths have to be short, and for keys.
/// It goes when disposed; one whose process died goes when the next one is made.
/// </summary>
public sealed class PrivateDirectory : IDisposable
{
    private const string Prefix = "reeve-ssh-";
    private const string MemoryFileSystem = "tmpfs";
    private readonly FileStream _lock;

    /// <summary>Makes one.</summary>
    public PrivateDirectory()
    {
        var parent = Parent();
        RemoveAbandoned(parent);
        do
        {
            Path = System.IO.Path.Combine(parent, Prefix + System.IO.Path.GetRandomFileName()[..8]);
        }
        while (System.IO.Path.Exists(Path));

        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _lock = FileLock.TryTake(LockFile(Path)) ?? throw new IOException($"{Path} is somebody else's.");
    }

    /// <summary>Its path, some 30 characters long.</summary>
    public string Path { get; }

    /// <summary>A path in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file that nobody else can read; it appears as a whole.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its bytes.</param>
    /// <returns>Its path.</returns>
    public string Write(string name, ReadOnlySpan<byte> content)
    {
        var (path, draft) = (this[name], this[$".{name}.new"]);
        using (var file = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(content);
        }

        File.Move(draft, path, overwrite: true);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }

        _lock.Dispose();
    }

    private static string Parent()
    {
        string?[] candidates = [Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), "/run", "/dev/shm"];
        return candidates.FirstOrDefault(candidate => candidate is not null && IsInMemory(candidate)) ?? System.IO.Path.GetTempPath();
    }

    private static bool IsInMemory(string directory)
    {
        try
        {
            if (!Directory.Exists(directory) || new DriveInfo(directory).DriveFormat != MemoryFileSystem)
            {
                return false;
            }

            // Whether one may write there, only writing tells.
            var probe = System.IO.Path.Combine(directory, System.IO.Path.GetRandomFileName());
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void RemoveAbandoned(string parent)
    {
        foreach (var directory in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            try
            {
                // The lock of a living process cannot be had; that of another user's cannot be opened.
                using var claim = File.Exists(LockFile(directory)) ? FileLock.TryTake(LockFile(directory)) : null;
                if (claim is not null)
                {
                    Directory.Delete(directory, recursive: true);
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // In use, or not ours.
            }
        }
    }

    private static string LockFile(string directory) => System.IO.Path.Combine(directory, "lock");
}
