using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Slurm.Controller.Polling;

/// <summary>
/// Follows all jobs of one user under one name prefix, with one listing for all of them at a time. Thread-safe. Runs from the first use until it is disposed.
/// </summary>
/// <remarks>
/// One round:
/// <code>
/// wait (pace) ► queue, complete or not at all ► is a job neither over nor listed? ► accounting, for those alone ► snapshot, if anything differs
/// </code>
/// A round that fails leaves the last snapshot as it is: nothing is ever concluded from an answer that did not come.
/// </remarks>
internal sealed partial class JobPoller : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _prefix;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly PollPace _pace;
    private readonly PollRound _rounds;
    private readonly List<long> _tracked = [];
    private readonly List<long> _forgotten = [];
    private TaskCompletionSource _published = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<JobSnapshot> _round = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _loop;
    private bool _isWanted;
    private DateTimeOffset _lastStart;

    /// <summary>Creates a poller that stands still.</summary>
    /// <param name="controller">The controller, as the user whose jobs these are.</param>
    /// <param name="prefix">What the jobs' names begin with.</param>
    /// <param name="options">How often to ask.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where to say that the controller is away.</param>
    public JobPoller(ISlurmController controller, string prefix, PollerOptions options, TimeProvider time, ILogger logger)
    {
        _prefix = prefix;
        _time = time;
        _logger = logger;
        _pace = new PollPace(options);
        _rounds = new PollRound(controller, prefix, options, time);
    }

    /// <summary>The last complete snapshot; null before the first.</summary>
    public JobSnapshot? Latest { get; private set; }

    /// <summary>Why the last round failed; null if it did not.</summary>
    public ProviderException? LastFailure { get; private set; }

    /// <summary>Follows a job that was just submitted, or one known from its own files, though no listing may have it any more; asks soon.</summary>
    public void Track(params IReadOnlyList<long> jobs)
    {
        lock (_lock)
        {
            _tracked.AddRange(jobs);
            _pace.Expect();
        }

        Wake();
    }

    /// <summary>Forgets a job that is over and whose pod is removed.</summary>
    public void Forget(long job)
    {
        lock (_lock)
        {
            _forgotten.Add(job);
        }
    }

    /// <summary>Asks now and waits for an answer that was asked for after this call. Callers at the same time share one.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: no answer.</exception>
    public async Task<JobSnapshot> RefreshAsync(CancellationToken cancellationToken)
    {
        Task<JobSnapshot> round;
        lock (_lock)
        {
            // A round that is under way may have asked before what the caller wants to see: the next one counts.
            round = _round.Task;
            _isWanted = true;
        }

        Start();
        Wake();
        return await round.WaitAsync(cancellationToken);
    }

    /// <summary>Every snapshot that differs from the one before, from the latest on; those that come faster than they are taken are left out. Endless until cancelled.</summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async IAsyncEnumerable<JobSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Start();
        long seen = 0;
        while (true)
        {
            Task published;
            JobSnapshot? latest;
            lock (_lock)
            {
                (published, latest) = (_published.Task, Latest);
            }

            if (latest is not null && latest.Revision != seen)
            {
                seen = latest.Revision;
                yield return latest;
                continue;
            }

            await published.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_loop is { } loop)
        {
            await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        lock (_lock)
        {
            _published.TrySetCanceled();
            _round.TrySetCanceled();
        }

        _stop.Dispose();
    }

    private void Start()
    {
        lock (_lock)
        {
            _loop ??= Task.Run(() => LoopAsync(_stop.Token));
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            _wake.TrySetResult();
        }
    }

    private async Task LoopAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource<JobSnapshot> round;
            lock (_lock)
            {
                round = _round;
                _round = new TaskCompletionSource<JobSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
                _isWanted = false;
                _lastStart = _time.GetUtcNow();
                _rounds.Tell(_tracked, _forgotten);
                _tracked.Clear();
                _forgotten.Clear();
            }

            await RunAsync(round, cancellationToken);
            await WaitAsync(cancellationToken);
        }
    }

    private async Task RunAsync(TaskCompletionSource<JobSnapshot> round, CancellationToken cancellationToken)
    {
        var begin = _time.GetTimestamp();
        try
        {
            var result = await _rounds.RunAsync(Latest, cancellationToken);
            Publish(result, _time.GetElapsedTime(begin));
            round.SetResult(result.Snapshot);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            round.SetCanceled(cancellationToken);
            throw;
        }
        catch (Exception exception)
        {
            var failure = exception as ProviderException ?? new ProviderException("The listing of jobs failed.", exception);
            if (LastFailure is null)
            {
                LogAway(exception, _prefix);
            }

            lock (_lock)
            {
                LastFailure = failure;
                _pace.Failed();
            }

            round.SetException(failure);
            _ = round.Task.Exception; // Nobody may be waiting for this round.
        }
    }

    private void Publish(PollResult result, TimeSpan latency)
    {
        lock (_lock)
        {
            if (LastFailure is not null)
            {
                LogBack(_prefix);
            }

            LastFailure = null;
            _pace.Answered(latency, result.HasChanged);
            var isNews = Latest?.Revision != result.Snapshot.Revision;
            Latest = result.Snapshot;
            if (isNews)
            {
                _published.TrySetResult();
                _published = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wake;
            TimeSpan delay;
            lock (_lock)
            {
                delay = _lastStart + (_isWanted ? _pace.Floor : _pace.Next) - _time.GetUtcNow();
                if (delay <= TimeSpan.Zero)
                {
                    return;
                }

                if (_wake.Task.IsCompleted)
                {
                    _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                wake = _wake.Task;
            }

            // Ends by being woken, by time, or by the end of all: the next look at the clock tells.
            // Timers count whole milliseconds and cut off the rest.
            await wake.WaitAsync(TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds)), _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
