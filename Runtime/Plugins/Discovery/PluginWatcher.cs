using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Discovery;

/// <summary>Notices that something in the plugin directories changed. What changed is found by looking.</summary>
internal sealed partial class PluginWatcher : IDisposable
{
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly ILogger _logger;

    public PluginWatcher(IEnumerable<string> directories, Action changed, ILogger logger)
    {
        _logger = logger;
        foreach (var directory in directories)
        {
            try
            {
                _watchers.Add(Watch(directory, changed));
            }
            catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
            {
                // Typically the limit of inotify instances or watches.
                CannotWatch(directory, exception.Message);
            }
        }
    }

    public void Dispose() => _watchers.ForEach(watcher => watcher.Dispose());

    private FileSystemWatcher Watch(string directory, Action changed)
    {
        var watcher = new FileSystemWatcher(directory)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Created += (_, _) => changed();
        watcher.Changed += (_, _) => changed();
        watcher.Deleted += (_, _) => changed();
        watcher.Renamed += (_, _) => changed();
        watcher.Error += (_, error) =>
        {
            // Events were lost: that alone is a reason to look.
            EventsLost(directory, error.GetException().Message);
            changed();
        };
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}
