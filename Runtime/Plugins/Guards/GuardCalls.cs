using Microsoft.Extensions.Logging;
using Reeve.Plugins;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>Makes the calls into a plugin: deadline, measure, translation of errors. Knows nothing of replacing.</summary>
internal sealed partial class GuardCalls<T>
    where T : class, IProvider
{
    // Timers take no more than about 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly Gate<T> _gate;
    private readonly GuardIdentity _identity;
    private readonly GuardMetrics _metrics;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    public GuardCalls(Gate<T> gate, GuardIdentity identity, GuardServices services, ILogger logger) =>
        (_gate, _identity, _metrics, _timeProvider, _logger) = (gate, identity, services.Metrics, services.TimeProvider, logger);

    /// <summary>The provider's name, for people.</summary>
    public string Provider => _identity.Label;

    /// <summary>Calls whatever serves now.</summary>
    public async Task<TResult> CallAsync<TResult>(
        EntryKind kind, string operation, TimeSpan? deadline, Func<T, CancellationToken, Task<TResult>> call, CancellationToken cancellationToken)
    {
        using var timeout = Timeout(deadline);
        Entry<T> entry;
        try
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            entry = await _gate.EnterAsync(kind, waiting.Token);
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
                _metrics.Session(_identity.Tags, operation, change);
            }
        }
    }

    /// <summary>Calls a certain object, which need not serve yet.</summary>
    public async Task InvokeAsync(string operation, TimeSpan deadline, Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        using var timeout = Timeout(deadline);
        await InvokeAsync(operation, deadline, token => call(token).Answered(), timeout, CancellationToken.None, cancellationToken);
    }

    /// <summary>Makes a call without waiting in it.</summary>
    public TResult Call<TResult>(string operation, Func<T, TResult> call)
    {
        using var entry = _gate.TryEnter() ?? throw CallFailure.Replaced(Provider, operation);
        return Call(operation, entry, call);
    }

    /// <summary>Makes a call without waiting in it, from inside.</summary>
    public TResult Call<TResult>(string operation, Entry<T> entry, Func<T, TResult> call)
    {
        var start = _timeProvider.GetTimestamp();
        try
        {
            var result = call(entry.Target);
            _metrics.Called(_identity.Tags, operation, _timeProvider.GetElapsedTime(start), null);
            return result;
        }
        catch (Exception exception)
        {
            throw Failed(operation, start, exception);
        }
    }

    /// <summary>Makes what a plugin threw one of the host's, counts it, and logs it if it is the plugin's fault.</summary>
    public ProviderException Failed(string operation, long start, Exception exception)
    {
        var failure = CallFailure.Translate(exception, Provider, operation);
        _metrics.Called(_identity.Tags, operation, _timeProvider.GetElapsedTime(start), CallFailure.TypeName(failure.Reason));
        if (failure.Reason == ErrorReason.Unknown)
        {
            CallFaulted(Provider, operation, exception.ToString());
        }

        return failure;
    }

    private async Task<TResult> InvokeAsync<TResult>(
        string operation, TimeSpan? deadline, Func<CancellationToken, Task<TResult>> call, CancellationTokenSource timeout, CancellationToken cut,
        CancellationToken cancellationToken)
    {
        var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token, cut);
        var start = _timeProvider.GetTimestamp();

        // On a thread of the pool, so that a plugin that blocks instead of waiting cannot hold the caller beyond the deadline.
        var work = Task.Run(() => call(end.Token), CancellationToken.None);
        try
        {
            var result = await work.WaitAsync(end.Token);
            _metrics.Called(_identity.Tags, operation, _timeProvider.GetElapsedTime(start), null);
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _metrics.Called(_identity.Tags, operation, _timeProvider.GetElapsedTime(start), "cancelled");
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (cut.IsCancellationRequested)
        {
            _metrics.Called(_identity.Tags, operation, _timeProvider.GetElapsedTime(start), "replaced");
            throw CallFailure.Replaced(Provider, operation);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            _metrics.Called(_identity.Tags, operation, _timeProvider.GetElapsedTime(start), "timeout");
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

    private CancellationTokenSource Timeout(TimeSpan? deadline) => deadline is { } time
        ? new CancellationTokenSource(time < Longest ? time : Longest, _timeProvider)
        : new CancellationTokenSource();
}
