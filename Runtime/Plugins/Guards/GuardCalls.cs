using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Reeve.Plugins;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>Makes the calls into a plugin: deadline, measure, translation of errors. Knows nothing of replacing.</summary>
internal sealed partial class GuardCalls<T>(Gate<T> gate, string provider, TagList tags, GuardMetrics metrics, TimeProvider timeProvider, ILogger logger)
    where T : class, IProvider
{
    // Timers take no more than about 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    /// <summary>The provider's name, for people.</summary>
    public string Provider { get; } = provider;

    /// <summary>Calls whatever serves now.</summary>
    public async Task<TResult> CallAsync<TResult>(
        EntryKind kind, string operation, TimeSpan? deadline, Func<T, CancellationToken, Task<TResult>> call, CancellationToken cancellationToken)
    {
        using var timeout = Timeout(deadline);
        Entry<T> entry;
        try
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            entry = await gate.EnterAsync(kind, waiting.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw CallFailure.Late(Provider, operation, deadline.GetValueOrDefault());
        }

        using (entry)
        {
            CountSession(1);
            try
            {
                return await InvokeAsync(operation, deadline, token => call(entry.Target, token), timeout, entry.End, cancellationToken);
            }
            finally
            {
                CountSession(-1);
            }
        }

        void CountSession(int change)
        {
            if (kind == EntryKind.Session)
            {
                metrics.Session(tags, operation, change);
            }
        }
    }

    /// <summary>Calls a certain object, which need not serve yet.</summary>
    public async Task InvokeAsync(string operation, TimeSpan deadline, Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        using var timeout = Timeout(deadline);
        await InvokeAsync(operation, deadline, Run, timeout, CancellationToken.None, cancellationToken);

        async Task<bool> Run(CancellationToken token)
        {
            await call(token);
            return true;
        }
    }

    /// <summary>Makes a call without waiting in it.</summary>
    public TResult Call<TResult>(string operation, Func<T, TResult> call)
    {
        using var entry = gate.TryEnter() ?? throw CallFailure.Replaced(Provider, operation);
        var start = timeProvider.GetTimestamp();
        try
        {
            var result = call(entry.Target);
            metrics.Called(tags, operation, timeProvider.GetElapsedTime(start), null);
            return result;
        }
        catch (Exception exception)
        {
            throw Failed(operation, start, exception);
        }
    }

    /// <summary>Watches whatever serves now. Ends when that is replaced.</summary>
    public async IAsyncEnumerable<TItem> WatchAsync<TItem>(
        string operation, Func<T, CancellationToken, IAsyncEnumerable<TItem>> watch, Func<TItem, TItem> detach,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var entry = await gate.EnterAsync(EntryKind.Watch, cancellationToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, entry.End);
        var enumerator = Call(operation, entry, target => watch(target, end.Token).GetAsyncEnumerator(end.Token));
        var next = Task.FromResult(false);
        try
        {
            while (true)
            {
                TItem item;
                var start = timeProvider.GetTimestamp();
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
                    throw Failed(operation, start, exception);
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

    private TResult Call<TResult>(string operation, Entry<T> entry, Func<T, TResult> call)
    {
        var start = timeProvider.GetTimestamp();
        try
        {
            return call(entry.Target);
        }
        catch (Exception exception)
        {
            throw Failed(operation, start, exception);
        }
    }

    private async Task<TResult> InvokeAsync<TResult>(
        string operation, TimeSpan? deadline, Func<CancellationToken, Task<TResult>> call, CancellationTokenSource timeout, CancellationToken cut,
        CancellationToken cancellationToken)
    {
        var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token, cut);
        var start = timeProvider.GetTimestamp();

        // On a thread of the pool, so that a plugin that blocks instead of waiting cannot hold the caller beyond the deadline.
        var work = Task.Run(() => call(end.Token), CancellationToken.None);
        try
        {
            var result = await work.WaitAsync(end.Token);
            metrics.Called(tags, operation, timeProvider.GetElapsedTime(start), null);
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            metrics.Called(tags, operation, timeProvider.GetElapsedTime(start), "cancelled");
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (cut.IsCancellationRequested)
        {
            metrics.Called(tags, operation, timeProvider.GetElapsedTime(start), "replaced");
            throw CallFailure.Replaced(Provider, operation);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            metrics.Called(tags, operation, timeProvider.GetElapsedTime(start), "timeout");
            CallLate(Provider, operation, deadline.GetValueOrDefault().TotalSeconds);
            throw CallFailure.Late(Provider, operation, deadline.GetValueOrDefault());
        }
        catch (Exception exception)
        {
            throw Failed(operation, start, exception);
        }
        finally
        {
            // A call that was given up may still look at its token; its late failure is nobody's any more.
            _ = work.ContinueWith(
                (task, state) =>
                {
                    _ = task.Exception;
                    ((CancellationTokenSource)state!).Dispose();
                },
                end, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
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
                EndFailed(Provider, operation, exception.GetType().Name, exception.Message);
            }
        });
        try
        {
            await end.WaitAsync(TimeSpan.FromSeconds(5), timeProvider);
        }
        catch (TimeoutException)
        {
            WatchHangs(Provider, operation);
        }
    }

    private ProviderException Failed(string operation, long start, Exception exception)
    {
        var failure = CallFailure.Translate(exception, Provider, operation);
        metrics.Called(tags, operation, timeProvider.GetElapsedTime(start), CallFailure.TypeName(failure.Reason));
        if (failure.Reason == ErrorReason.Unknown)
        {
            CallFaulted(Provider, operation, exception.ToString());
        }

        return failure;
    }

    private CancellationTokenSource Timeout(TimeSpan? deadline) => deadline is { } time
        ? new CancellationTokenSource(time < Longest ? time : Longest, timeProvider)
        : new CancellationTokenSource();
}
