using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Linux;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>
/// Logs in files of a directory. Disposing of it stops following; workloads write on into their spools, and the next
/// instance over the same directory goes on where this one stopped, also after a crash.
/// </summary>
/// <remarks>
/// A spool grows without bound while no agent follows it; the pod's ephemeral storage limits bound it then. A line that was
/// written meanwhile bears the time at which it is read. A workload that truncates its stream (<c>&gt; /dev/stderr</c> instead
/// of <c>&gt;&gt; /dev/stderr</c>) loses what was not read by then, as a file it is.
/// </remarks>
public sealed class ContainerLogs : IContainerLogs, IAsyncDisposable
{
    private readonly ConcurrentDictionary<AttemptPaths, FollowedAttempt> _attempts = new();
    private readonly LogOptions _options;
    private readonly TimeProvider _time;
    private readonly LogFollower _follower;
    private readonly LogReader _reader;

    /// <summary>Begins to follow.</summary>
    /// <param name="options">Where, and how much.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of what cannot be followed.</param>
    /// <exception cref="ProviderException">The directory cannot be made.</exception>
    public ContainerLogs(LogOptions options, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        options = options with { Directory = Path.GetFullPath(options.Directory) };
        (_options, _time) = (options, time);
        FileErrors.Guard("the log directory", () => LogDirectory.Create(options.Directory));
        _reader = new LogReader(options, time, paths => _attempts.TryGetValue(paths, out var attempt) ? attempt.Changed.Next : null);
        _follower = new LogFollower(options, time, logger, SpoolSignals.Create(options, time, logger), Forget);
    }

    /// <inheritdoc/>
    public LogSpool Open(ContainerId container, bool tty)
    {
        ArgumentNullException.ThrowIfNull(container);
        return FileErrors.Guard($"the log of container \"{container.Name}\"", () => _follower.Open(Follow(PathsOf(container), tty)));
    }

    /// <inheritdoc/>
    public async Task CompleteAsync(ContainerId container, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(container);
        var paths = PathsOf(container);
        if (!_attempts.ContainsKey(paths) && LogRecordFile.Read(paths) is null or { Completed: true })
        {
            return;
        }

        var attempt = Follow(paths, tty: !File.Exists(paths.StandardError));
        var completed = attempt.Complete();
        _follower.Queue(attempt);
        await completed.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task ReadAsync(PodId pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken) =>
        _reader.ReadAsync(pod, container, query, output, cancellationToken);

    /// <inheritdoc/>
    public ContainerId Find(PodId pod, string container, bool previous)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return new ContainerId { Pod = pod, Name = container, Attempt = _reader.Find(pod, container, previous).Attempt };
    }

    /// <inheritdoc/>
    public async Task<string> ReadTailAsync(ContainerId container, int maxLines, int maxBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(container);
        using var tail = new TailStream(maxBytes);
        await _reader.ReadAsync(PathsOf(container), new LogQuery { TailLines = maxLines }, tail, cancellationToken).ConfigureAwait(false);
        return tail.Text;
    }

    /// <inheritdoc/>
    public void Prune(ContainerId newest)
    {
        ArgumentNullException.ThrowIfNull(newest);
        foreach (var paths in LogPaths.Attempts(_options, newest.Pod, newest.Name).Where(paths => paths.Attempt < newest.Attempt - 1))
        {
            Remove(paths);
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(PodId pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var directory = LogPaths.OfPod(_options.Directory, pod);
        foreach (var paths in _attempts.Keys.Where(paths => Path.GetDirectoryName(paths.Directory) == directory))
        {
            Remove(paths);
        }

        return Task.Run(() => FileErrors.Guard("the logs of a pod", () =>
        {
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }

            foreach (var spool in AttemptPaths.SpoolsIn(LogPaths.SpoolsOf(_options, pod), container: null))
            {
                File.Delete(spool);
            }
        }));
    }

    /// <inheritdoc/>
    public long GetUsedBytes(PodId pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return DiskUsage.Of(LogPaths.OfPod(_options.Directory, pod)) + SpoolBytes(pod, container: null);
    }

    /// <inheritdoc/>
    public long GetUsedBytes(PodId pod, string container)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return DiskUsage.Of(LogPaths.OfContainer(_options.Directory, pod, container)) + SpoolBytes(pod, container);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _follower.DisposeAsync().ConfigureAwait(false);
        foreach (var attempt in _attempts.Values)
        {
            attempt.Dispose();
        }
    }

    private AttemptPaths PathsOf(ContainerId container) => LogPaths.Of(_options, container);

    private long SpoolBytes(PodId pod, string? container) =>
        AttemptPaths.SpoolsIn(LogPaths.SpoolsOf(_options, pod), container).Sum(DiskUsage.OfFile);

    private FollowedAttempt Follow(AttemptPaths paths, bool tty)
    {
        while (true)
        {
            var attempt = _attempts.GetOrAdd(paths, _ => new FollowedAttempt(paths, tty, _options, _time));
            if (!attempt.HasEnded)
            {
                return attempt;
            }

            // Completed a moment ago, and about to be forgotten.
            Forget(attempt);
        }
    }

    private void Remove(AttemptPaths paths)
    {
        if (_attempts.TryRemove(paths, out var attempt))
        {
            attempt.Remove(delete: true);
        }
        else
        {
            paths.Delete();
        }
    }

    private void Forget(FollowedAttempt attempt) => _attempts.TryRemove(KeyValuePair.Create(attempt.Paths, attempt));
}
