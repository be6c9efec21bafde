using System.Diagnostics.Metrics;
using Reeve.Plugins;
using Reeve.Runtime.Plugins.Loading;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>One object of a plugin behind a guard, and who is inside it. A replacement ends it and begins the next.</summary>
internal sealed class Generation<T> : IDisposable
    where T : class, IProvider
{
    private readonly Lock _lock = new();
    private readonly Dictionary<EntryKind, int> _inside = [];
    private readonly CancellationTokenSource _watchesEnd = new();
    private readonly CancellationTokenSource _cut = new();
    private TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Generation(T target, LoadedPlugin plugin, Meter meter) =>
        (Target, Plugin, Meter, WatchesEnd, Cut) = (target, plugin, meter, _watchesEnd.Token, _cut.Token);

    public T Target { get; }

    public LoadedPlugin Plugin { get; }

    public Meter Meter { get; }

    /// <summary>Ends watches.</summary>
    public CancellationToken WatchesEnd { get; }

    /// <summary>Ends everything else.</summary>
    public CancellationToken Cut { get; }

    public int Count(params ReadOnlySpan<EntryKind> kinds)
    {
        lock (_lock)
        {
            var count = 0;
            foreach (var kind in kinds)
            {
                count += _inside.GetValueOrDefault(kind);
            }

            return count;
        }
    }

    public void Enter(EntryKind kind)
    {
        lock (_lock)
        {
            _inside[kind] = _inside.GetValueOrDefault(kind) + 1;
        }
    }

    public void Leave(EntryKind kind)
    {
        TaskCompletionSource left;
        lock (_lock)
        {
            _inside[kind]--;
            left = _left;
            _left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        left.SetResult();
    }

    /// <summary>Waits until nobody of these kinds is inside.</summary>
    /// <returns>Whether that came true before the time was over or the waiting was ended.</returns>
    public async Task<bool> EmptiedAsync(TimeSpan deadline, TimeProvider timeProvider, CancellationToken cancellationToken, params EntryKind[] kinds)
    {
        using var timeout = new CancellationTokenSource(deadline, timeProvider);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        while (true)
        {
            Task left;
            lock (_lock)
            {
                left = _left.Task;
                if (kinds.All(kind => _inside.GetValueOrDefault(kind) == 0))
                {
                    return true;
                }
            }

            try
            {
                await left.WaitAsync(over.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    public Task EndWatchesAsync() => _watchesEnd.CancelAsync();

    public Task CutAsync() => _cut.CancelAsync();

    public void Dispose()
    {
        Meter.Dispose();
        _watchesEnd.Dispose();
        _cut.Dispose();
    }
}
