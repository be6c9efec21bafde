using Microsoft.Extensions.Logging;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Plugins.Discovery;

/// <summary>Notices that something in the plugin directories changed. What changed is found by looking.</summary>
internal sealed partial class PluginWatcher : IDisposable
{
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly TreeWatch? _tree;
    private readonly ILogger _logger;

    public PluginWatcher(IReadOnlyList<string> directories, Action changed, ILogger logger)
    {
        _logger = logger;
        try
        {
            if (OperatingSystem.IsLinux())
            {
                _tree = new TreeWatch(directories, changed);
            }
            else
            {
                _watchers.AddRange(directories.Select(directory => Watch(directory, changed)));
            }
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // Typically the limit of inotify instances.
            CannotWatch(string.Join(", ", directories), exception.Message);
        }
    }

    /// <summary>Covers directories that are new. Call it before each look.</summary>
    public void Refresh()
    {
        if (OperatingSystem.IsLinux())
        {
            _tree?.Refresh(CannotWatch);
        }
    }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
        {
            _tree?.Dispose();
        }

        _watchers.ForEach(watcher => watcher.Dispose());
    }

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
