using Microsoft.Extensions.Logging;
using Reeve.Plugins.Slurm.Controller.Polling;
using Reeve.Plugins.Slurm.Users;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>
/// Follows the pods of one remote user, from two sources: the status program, which tells of what jobs write, and the poller, which tells of what
/// Slurm says of them. Both begin again by themselves when they break. Thread-safe.
/// </summary>
internal sealed partial class UserWatch : IAsyncDisposable
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _taking = new();
    private readonly ListingGate _statuses = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _pause;
    private readonly ILogger _logger;
    private readonly PodBook _book;
    private readonly PodTaker _taker;
    private readonly PodSettling _settling;
    private volatile StatusStream? _stream;
    private Task _work = Task.CompletedTask;

    /// <summary>Prepares the watch; <see cref="Start"/> begins it.</summary>
    public UserWatch(RemoteUser user, JobPoller poller, PodBook book, PodTaker taker, TimeSpan pause, TimeProvider time, ILogger logger)
    {
        (User, Poller, _book, _taker, _pause, _time, _logger) = (user, poller, book, taker, pause, time, logger);
        _settling = new PodSettling(user, book);
    }

    /// <summary>Whose pods it follows.</summary>
    public RemoteUser User { get; }

    /// <summary>Asks Slurm about the jobs.</summary>
    public JobPoller Poller { get; }

    /// <summary>Begins.</summary>
    public void Start() => _work = Task.WhenAll(FollowStatusesAsync(_closing.Token), FollowJobsAsync(_closing.Token), LookAfterAsync(_closing.Token));

    /// <summary>Waits until everything of this user is in the book, as it is now.</summary>
    /// <exception cref="ProviderException">It cannot be listed now.</exception>
    public async Task ListedAsync(CancellationToken cancellationToken)
    {
        await _statuses.WaitAsync(cancellationToken);
        if (Poller is { Latest: { } latest, LastFailure: null })
        {
            await TakeAsync(latest, cancellationToken);
        }
        else
        {
            await RefreshAsync(cancellationToken);
        }
    }

    /// <summary>Asks Slurm anew, and waits until the answer is in the book.</summary>
    /// <exception cref="ProviderException">There was none.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken) => await TakeAsync(await Poller.RefreshAsync(cancellationToken), cancellationToken);

    /// <summary>Takes in something about a pod of this user.</summary>
    public void Learn(TrackedPod pod, Func<PodFindings, PodFindings> change)
    {
        lock (_taking)
        {
            _taker.Learn(pod, change);
        }
    }

    /// <summary>Asks Slurm soon and often about a pod's job, for it is about to change.</summary>
    public void Expect(TrackedPod pod)
    {
        if (pod.Findings.JobId is { } job)
        {
            Poller.Track(job);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _work;
        await Poller.DisposeAsync();
        _closing.Dispose();
    }

    private async Task FollowStatusesAsync(CancellationToken cancellationToken)
    {
        for (var pause = _pause; !cancellationToken.IsCancellationRequested; pause = pause * 2 < MaxPause ? pause * 2 : MaxPause)
        {
            try
            {
                await using var stream = await StatusStream.StartAsync(User.Shell, User.Root, _pause, cancellationToken);
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var following = stream.FollowAsync(Take, ending.Token);
                try
                {
                    await stream.ListAsync(cancellationToken);
                    Poller.Track([.. _book.All.Where(pod => pod.User == User).Select(pod => pod.Findings.JobId).OfType<long>()]);
                    _stream = stream;
                    _statuses.Open();
                    pause = _pause;
                    await following;
                }
                finally
                {
                    _stream = null;
                    await ending.CancelAsync();
                    await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
            catch (ProviderException e)
            {
                _statuses.Break(e);
                LogBroken(_logger, "status of jobs", User.Name, e.Message, pause);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowJobsAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Directories first: they say whose pod a job is, and keep old news from looking new.
            while (!await IsListedAsync(cancellationToken))
            {
                await Task.Delay(_pause, _time, cancellationToken);
            }

            await foreach (var snapshot in Poller.WatchAsync(cancellationToken))
            {
                await TakeAsync(snapshot, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Closed.
        }
    }

    private async Task<bool> IsListedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _statuses.WaitAsync(cancellationToken);
            return true;
        }
        catch (ProviderException)
        {
            // Told and logged by who follows it.
            return false;
        }
    }

    private async Task TakeAsync(JobSnapshot snapshot, CancellationToken cancellationToken)
    {
        IReadOnlyList<long> superfluous;
        lock (_taking)
        {
            superfluous = _taker.Take(snapshot);
        }

        if (superfluous.Count == 0)
        {
            return;
        }

        LogSuperfluous(_logger, string.Join(' ', superfluous));
        try
        {
            await User.Controller.SignalAsync(superfluous, null, cancellationToken);
        }
        catch (ProviderException e)
        {
            // The next listing finds them again, and should they run they end at once.
            LogBroken(_logger, "superfluous jobs", User.Name, e.Message, _pause);
        }
    }

    // What has no source of its own to tell of it: what ended jobs left, and jobs of which nothing is heard any more.
    private async Task LookAfterAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_pause, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                lock (_taking)
                {
                    _taker.GiveUp();
                }

                if (_stream is { } stream)
                {
                    await _settling.SettleAsync(stream, Learn, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Closed.
        }
    }

    private void Take(StatusRecord record)
    {
        lock (_taking)
        {
            _taker.Take(record);
        }
    }
}
