using System.Threading.Channels;

namespace Reeve.Host.Sources;

/// <summary>Says when given files and directories may have changed, once things have been quiet for a moment.</summary>
internal sealed class ManifestChanges : IDisposable
{
    // Editors and configuration management write a file in several steps.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly ITimer _timer;

    /// <summary>Begins to watch.</summary>
    /// <param name="paths">Absolute paths of files and directories.</param>
    /// <param name="time">The clock.</param>
    public ManifestChanges(IEnumerable<string> paths, TimeProvider time)
    {
        _timer = time.CreateTimer(_ => _changes.Writer.TryWrite(true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        foreach (var directory in paths.Select(path => Directory.Exists(path) ? path : Path.GetDirectoryName(path)!).Distinct())
        {
            var watcher = new FileSystemWatcher(directory) { InternalBufferSize = 65536 };
            watcher.Changed += (_, _) => Touch();
            watcher.Created += (_, _) => Touch();
            watcher.Deleted += (_, _) => Touch();
            watcher.Renamed += (_, _) => Touch();
            watcher.Error += (_, _) => Touch(); // the queue overflowed: something changed
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
    }

    /// <summary>Waits for the next change; changes while nobody waits are not lost.</summary>
    public async Task NextAsync(CancellationToken cancellationToken) => await _changes.Reader.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _watchers.ForEach(watcher => watcher.Dispose());
        _timer.Dispose();
    }

    private void Touch() => _timer.Change(Quiet, Timeout.InfiniteTimeSpan);
}
