using Microsoft.Extensions.Logging;

namespace Reeve.Host.Pages.Feed;

/// <summary>Looks at the sources for as long as somebody looks at the page: at each change of those that tell, and at all of them once a second.</summary>
internal sealed partial class StatusLook : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // A burst of changes is one change for somebody who looks.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new();
    private readonly StatusState _state;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HashSet<string> _failing = [];
    private readonly HashSet<string> _watched = [];
    private volatile IReadOnlyList<StatusSource> _sources;
    private volatile TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins to look.</summary>
    /// <param name="sources">What at.</param>
    /// <param name="state">Takes what is seen.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of sources that fail.</param>
    public StatusLook(IReadOnlyList<StatusSource> sources, StatusState state, TimeProvider time, ILogger logger)
    {
        (_sources, _state, _time, _logger) = (sources, state, time, logger);
        var token = _end.Token;
        _ = Task.Run(() => RunAsync(token), CancellationToken.None);
    }

    /// <summary>Completes when everything was looked at once.</summary>
    public Task First => _first.Task;

    /// <summary>Looks at other sources from now on.</summary>
    public void Restart(IReadOnlyList<StatusSource> sources)
    {
        _sources = sources;
        _wake.TrySetResult();
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var wake = _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await LookAsync(cancellationToken);
                _first.TrySetResult();
                await Task.Delay(Pause, _time, cancellationToken);
                await WaitAsync(wake.Task, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _first.TrySetCanceled(cancellationToken);
        }
    }

    private async Task WaitAsync(Task wake, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(wake, Task.Delay(Interval, _time, late.Token));
        await late.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var seen = new List<(string, IReadOnlyList<StatusItem>)>();
        foreach (var source in _sources)
        {
            if (source.Changes is { } changes && _watched.Add(source.Kind))
            {
                _ = Task.Run(() => FollowAsync(source.Kind, changes, cancellationToken), CancellationToken.None);
            }

            try
            {
                seen.Add((source.Kind, await source.ListAsync(cancellationToken)));
                _failing.Remove(source.Kind);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // What was seen of it last stays: the page is to show the rest all the same.
                LogFailed(_failing.Add(source.Kind) ? LogLevel.Warning : LogLevel.Debug, source.Kind, e.Message);
            }
        }

        _state.Update(seen);
    }

    private async Task FollowAsync(string kind, Func<CancellationToken, IAsyncEnumerable<object>> changes, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in changes(cancellationToken))
            {
                _wake.TrySetResult();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (Exception e)
        {
            // What it does not tell of is seen once a second.
            LogFailed(LogLevel.Debug, kind, e.Message);
        }
    }

    [LoggerMessage(EventId = 2410, Message = "The status page cannot show its {Kind} as they are now: {Reason}")]
    private partial void LogFailed(LogLevel level, string kind, string reason);
}
