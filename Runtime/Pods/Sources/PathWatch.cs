namespace Reeve.Runtime.Pods.Sources;

/// <summary>Calls back when something below some paths changes, as far as the system announces it. Thread-safe.</summary>
internal sealed class PathWatch : IDisposable
{
    private readonly List<FileSystemWatcher> _watchers = [];

    /// <summary>Begins to watch.</summary>
    /// <param name="paths">Files and directories, absolute.</param>
    /// <param name="changed">Called from any thread, often.</param>
    /// <param name="failed">Called with the reason where nothing will be announced.</param>
    public PathWatch(IEnumerable<string> paths, Action changed, Action<string, string> failed)
    {
        foreach (var directory in paths.Select(path => Directory.Exists(path) ? path : Path.GetDirectoryName(path)!).Distinct(StringComparer.Ordinal))
        {
            try
            {
                _watchers.Add(Watch(directory, changed));
            }
            catch (Exception e) when (e is IOException or ArgumentException or PlatformNotSupportedException)
            {
                failed(directory, e.Message);
            }
        }
    }

    public void Dispose() => _watchers.ForEach(watcher => watcher.Dispose());

    private static FileSystemWatcher Watch(string directory, Action changed)
    {
        var watcher = new FileSystemWatcher(directory)
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime | NotifyFilters.Attributes,
        };
        watcher.Created += (_, _) => changed();
        watcher.Changed += (_, _) => changed();
        watcher.Deleted += (_, _) => changed();
        watcher.Renamed += (_, _) => changed();
        watcher.Error += (_, _) => changed();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}
