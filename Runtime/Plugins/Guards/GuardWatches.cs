using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Reeve.Plugins;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>Passes on the watches of a plugin, and ends them when it is replaced.</summary>
internal sealed partial class GuardWatches<T>
    where T : class, IProvider
{
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(5);

    private readonly Gate<T> _gate;
    private readonly GuardCalls<T> _calls;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    public GuardWatches(Gate<T> gate, GuardCalls<T> calls, TimeProvider timeProvider, ILogger logger) =>
        (_gate, _calls, _timeProvider, _logger) = (gate, calls, timeProvider, logger);

    /// <summary>Watches whatever serves now. Ends when that is replaced.</summary>
    /// <param name="operation">For people and metrics.</param>
    /// <param name="watch">Begins the watch.</param>
    /// <param name="detach">Takes from an item what belongs to the plugin.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<TItem> WatchAsync<TItem>(
        string operation, Func<T, CancellationToken, IAsyncEnumerable<TItem>> watch, Func<TItem, TItem> detach,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var entry = await _gate.EnterAsync(EntryKind.Watch, cancellationToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, entry.End);
        var enumerator = _calls.Call(operation, entry, target => watch(target, end.Token).GetAsyncEnumerator(end.Token));
        var next = Task.FromResult(false);
        try
        {
            while (true)
            {
                TItem item;
                var start = _timeProvider.GetTimestamp();
                try
                {
                    next = Task.Run(async () => await enumerator.MoveNextAsync(), CancellationToken.None);
                    if (!await next.WaitAsync(end.Token))
                    {
                        yield break;
                    }

                    item = detach(enumerator.Current);
                }
                catch (Exception) when (entry.End.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                {
                    yield break;
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    throw new OperationCanceledException(cancellationToken);
                }
                catch (Exception exception)
                {
                    throw _calls.Failed(operation, start, exception);
                }

                yield return item;
            }
        }
        finally
        {
            await end.CancelAsync();
            await EndAsync(operation, enumerator, next);
        }
    }

    // A watch that does not end when told to is left to itself; its enumerator is disposed when it does.
    private async Task EndAsync<TItem>(string operation, IAsyncEnumerator<TItem> enumerator, Task<bool> next)
    {
        var end = Task.Run(async () =>
        {
            await next.ContinueWith(task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            try
            {
                await enumerator.DisposeAsync();
            }
            catch (Exception exception)
            {
                EndFailed(_calls.Provider, operation, exception.GetType().Name, exception.Message);
            }
        });
        try
        {
            await end.WaitAsync(EndDeadline, _timeProvider);
        }
        catch (TimeoutException)
        {
            WatchHangs(_calls.Provider, operation);
        }
    }
}
