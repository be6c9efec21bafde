namespace Reeve.Runtime.State;

/// <summary>
/// The directory in which an agent keeps what must survive it. One agent at a time holds it: it is locked (flock) until this object is
/// disposed or the process ends, however it ends.
/// </summary>
public sealed class StateDirectory : IDisposable
{
    private const string LockName = "agent.lock";
    private const string HolderName = "agent.pid";

    private readonly FileStream _lock;

    private StateDirectory(string path, FileStream @lock)
    {
        FullPath = path;
        _lock = @lock;
    }

    /// <summary>The absolute path.</summary>
    public string FullPath { get; }

    /// <summary>Makes the directory (mode 0700) if it is not there, and takes hold of it.</summary>
    /// <param name="path">The path; relative ones start from the working directory.</param>
    /// <exception cref="StateDirectoryException">Another agent holds it, or it cannot be made or written; the message says what to do.</exception>
    public static StateDirectory Open(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            PrivateDirectory.Create(full);
            var directory = new StateDirectory(full, TakeLock(full));
            File.WriteAllText(Path.Combine(full, HolderName), $"{Environment.ProcessId}\n");
            return directory;
        }
        catch (Exception e) when (e is (IOException and not StateDirectoryException) or UnauthorizedAccessException)
        {
            throw new StateDirectoryException($"The state directory {full} cannot be used: {e.Message} Choose another one with --state-dir.", e);
        }
    }

    /// <summary>The process id of the agent that holds a state directory, or null if none does.</summary>
    /// <param name="path">The state directory; it need not exist.</param>
    public static int? FindHolder(string path)
    {
        var file = Path.Combine(Path.GetFullPath(path), LockName);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            // A shared lock cannot be had exactly while an agent has the exclusive one.
            using var probe = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            return OperatingSystem.IsWindows() || FileLock.TryShare(probe.SafeFileHandle) ? null : ReadHolder(Path.GetFullPath(path)) ?? 0;
        }
        catch (IOException)
        {
            return ReadHolder(Path.GetFullPath(path)) ?? 0;
        }
    }

    /// <summary>Makes a directory below this one, mode 0700.</summary>
    /// <param name="parts">Names below; none may leave the directory.</param>
    /// <returns>Its absolute path.</returns>
    public string CreateDirectory(params ReadOnlySpan<string> parts)
    {
        var path = Path.GetFullPath(Path.Combine([FullPath, .. parts]));
        if (!path.StartsWith(FullPath + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ArgumentException($"{path} is not below the state directory.", nameof(parts));
        }

        PrivateDirectory.Create(path);
        return path;
    }

    /// <summary>Lets go of the directory.</summary>
    public void Dispose() => _lock.Dispose();

    private static FileStream TakeLock(string path)
    {
        FileStream file;
        try
        {
            // Elsewhere than on Windows FileShare.None may mean nothing; the descriptor is not inherited by workloads.
            file = new FileStream(Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw Taken(path, e);
        }

        if (OperatingSystem.IsWindows() || FileLock.TryTake(file.SafeFileHandle))
        {
            return file;
        }

        file.Dispose();
        throw Taken(path, null);
    }

    private static StateDirectoryException Taken(string path, Exception? reason)
    {
        var holder = ReadHolder(path) is { } pid ? $"process {pid}" : "another process";
        return new StateDirectoryException(
            $"Another agent ({holder}) uses the state directory {path}. End it first, or choose another directory with --state-dir.", reason);
    }

    private static int? ReadHolder(string path)
    {
        var file = Path.Combine(path, HolderName);
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).AsSpan().Trim(), out var pid) ? pid : null;
    }
}
