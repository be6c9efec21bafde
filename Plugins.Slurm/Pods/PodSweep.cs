using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>
/// Removes what an agent that died between uploading and submitting left of one remote user's pods. Whatever has a job, has had one, or may be getting one
/// is left alone: a submission counts as under way for longer than any sbatch takes.
/// </summary>
internal sealed partial class PodSweep(UserWatch watch, PodBook book, TimeSpan after, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly HashSet<TrackedPod> _swept = [];
    private Task _work = Task.CompletedTask;

    /// <summary>Begins; at most twice in the time after which something is abandoned.</summary>
    public void Start() => _work = RunAsync(_closing.Token);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _work;
        _closing.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(after / 2, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                try
                {
                    await SweepAsync(cancellationToken);
                }
                catch (ProviderException e)
                {
                    LogFailed(logger, watch.User.Name, e.Message);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Closed.
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await watch.ListedAsync(cancellationToken);
        if (book.All.Any(IsWithoutJob))
        {
            // A job may be in the queue that nobody was told of.
            await watch.RefreshAsync(cancellationToken);
        }

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = book.All.Where(pod => IsWithoutJob(pod) && pod.Begin(() => ended.Task) is null).ToList();
        try
        {
            var removed = await RemoteScripts.SweepAsync(
                watch.User, after, [.. held.Where(pod => !pod.Findings.IsAccepted).Select(pod => pod.Id.Token)], cancellationToken);
            _swept.UnionWith(held.Where(pod => removed.Contains(pod.Id.Token)));
            if (removed.Count > 0)
            {
                LogSwept(logger, watch.User.Name, string.Join(' ', removed));
            }
        }
        finally
        {
            held.ForEach(pod => pod.End());
            ended.SetResult();
        }
    }

    private bool IsWithoutJob(TrackedPod pod) =>
        pod.User == watch.User && pod is { Findings.IsAccepted: false, IsUncertain: false, Submission: null } && !_swept.Contains(pod);
}
