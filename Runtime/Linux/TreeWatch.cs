using System.Runtime.Versioning;

namespace Reeve.Runtime.Linux;

/// <summary>
/// Calls back when anything in some directory trees changes. (A recursive FileSystemWatcher of .NET 10 ends without a word
/// when a directory is moved out of its tree.) Directories that are new are covered by <see cref="Refresh"/>.
/// </summary>
/// <param name="roots">Absolute paths.</param>
/// <param name="changed">Called on the watching thread: must not block.</param>
[SupportedOSPlatform("linux")]
internal sealed class TreeWatch(IReadOnlyList<string> roots, Action changed) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Inotify _inotify = new();
    private HashSet<int> _watches = [];

    /// <summary>Covers every directory that is there now, and lets go of those that are not. Call it before looking at the trees.</summary>
    /// <param name="failed">Takes a directory that cannot be watched, and why.</param>
    public void Refresh(Action<string, string> failed)
    {
        lock (_lock)
        {
            var watches = new HashSet<int>();
            foreach (var root in roots)
            {
                Cover(root, watches, failed);
            }

            foreach (var gone in _watches.Except(watches))
            {
                _inotify.Remove(gone);
            }

            _watches = watches;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _inotify.Dispose();

    private void Cover(string directory, HashSet<int> watches, Action<string, string> failed)
    {
        try
        {
            // Before listing it, so that what is made meanwhile is announced.
            watches.Add(_inotify.Add(directory, Inotify.DirectoryChanged, changed));
            foreach (var child in new DirectoryInfo(directory).EnumerateDirectories().Where(child => child.LinkTarget is null))
            {
                Cover(child.FullName, watches, failed);
            }
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or LinuxException { Error.IsMissing: true })
        {
            // It was removed meanwhile, which its parent announces.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failed(directory, exception.Message);
        }
    }
}
