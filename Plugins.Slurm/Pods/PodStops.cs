using Reeve.Plugins.Slurm.Controller.Polling;
using Reeve.Plugins.Slurm.Jobs;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>
/// Stops and removes the pods of one remote user. A job that waits is cancelled; one that runs is told by a file and a signal how long its
/// containers still have, and is cancelled when it has not ended some time after. Calls that come together share their round trips.
/// </summary>
internal sealed class PodStops : IAsyncDisposable
{
    private const int MaxTogether = 200;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);

    // How long a job that was told has, beyond the grace period, to write its end.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);
    private readonly Batcher<PodStopRequest> _stops;
    private readonly Batcher<TrackedPod> _cancels;
    private readonly Batcher<TrackedPod> _removals;
    private readonly UserWatch _watch;
    private readonly PodBook _book;
    private readonly TimeProvider _time;

    public PodStops(UserWatch watch, PodBook book, TimeProvider time)
    {
        (_watch, _book, _time) = (watch, book, time);
        _stops = new Batcher<PodStopRequest>(TellAsync, Gather, MaxTogether, time);
        _cancels = new Batcher<TrackedPod>(CancelAsync, Gather, MaxTogether, time);
        _removals = new Batcher<TrackedPod>(RemoveAsync, Gather, MaxTogether, time);
    }

    /// <summary>Stops a pod; returns once nothing of it runs.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="grace">How long its containers have.</param>
    /// <param name="cancellationToken">Stops waiting, not the stopping.</param>
    public async Task StopAsync(TrackedPod pod, TimeSpan grace, CancellationToken cancellationToken)
    {
        await SubmittedAsync(pod, cancellationToken);
        if (pod.Findings.IsOver || !pod.Findings.IsAccepted)
        {
            return;
        }

        _watch.Learn(pod, findings => findings with { IsStopped = true });
        var deadline = _time.GetUtcNow() + grace;
        if (pod.StopDeadline is not { } before || deadline < before)
        {
            pod.StopDeadline = deadline;
            await BeginAsync(pod, grace, cancellationToken);
        }

        while (!pod.Findings.IsOver)
        {
            _watch.Expect(pod);
            var left = (pod.StopDeadline ?? deadline) + Margin - _time.GetUtcNow();
            if (await EndsWithinAsync(pod, left > TimeSpan.Zero ? left : Margin, cancellationToken))
            {
                return;
            }

            await _cancels.RunAsync(pod, cancellationToken);
        }
    }

    /// <summary>Frees what a pod left, after its end.</summary>
    public async Task RemoveAsync(TrackedPod pod, CancellationToken cancellationToken)
    {
        await StopAsync(pod, TimeSpan.Zero, cancellationToken);

        // Its script may have a last line to run in the directory.
        while (pod.Findings is { IsAccepted: true, HasEnded: false })
        {
            _watch.Expect(pod);
            await EndsWithinAsync(pod, Margin, cancellationToken, findings => findings.HasEnded);
        }

        await _removals.RunAsync(pod, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stops.DisposeAsync();
        await _cancels.DisposeAsync();
        await _removals.DisposeAsync();
    }

    private static async Task SubmittedAsync(TrackedPod pod, CancellationToken cancellationToken)
    {
        if (pod.Submission is { } submission)
        {
            await submission.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task BeginAsync(TrackedPod pod, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (pod.Findings is { Progress: null, View: null or { Phase: not JobPhase.Active } })
        {
            // What was just submitted waits, unless Slurm has been quick.
            await _watch.RefreshAsync(cancellationToken);
        }

        await (pod.Findings.IsWaiting
            ? _cancels.RunAsync(pod, cancellationToken)
            : _stops.RunAsync(new PodStopRequest { Pod = pod, Grace = grace }, cancellationToken));
    }

    private async Task<bool> EndsWithinAsync(TrackedPod pod, TimeSpan time, CancellationToken cancellationToken, Func<PodFindings, bool>? condition = null)
    {
        using var limit = new CancellationTokenSource(time, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await pod.WaitAsync(condition ?? (findings => findings.IsOver), both.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<ProviderException?>> TellAsync(IReadOnlyList<PodStopRequest> requests, CancellationToken cancellationToken)
    {
        await RemoteScripts.WriteStopsAsync(_watch.User, [.. requests.Select(request => (request.Pod.Id.Token, request.Grace))], cancellationToken);
        await _watch.User.Controller.SignalAsync(JobsOf(requests.Select(request => request.Pod)), PodLayout.StopSignal, cancellationToken);
        return new ProviderException?[requests.Count];
    }

    private async Task<IReadOnlyList<ProviderException?>> CancelAsync(IReadOnlyList<TrackedPod> pods, CancellationToken cancellationToken)
    {
        await _watch.User.Controller.SignalAsync(JobsOf(pods), null, cancellationToken);
        return new ProviderException?[pods.Count];
    }

    private async Task<IReadOnlyList<ProviderException?>> RemoveAsync(IReadOnlyList<TrackedPod> pods, CancellationToken cancellationToken)
    {
        await RemoteScripts.RemoveAsync(_watch.User, [.. pods.Select(pod => pod.Id.Token)], cancellationToken);
        foreach (var pod in pods)
        {
            _book.Remove(pod);
        }

        return new ProviderException?[pods.Count];
    }

    private static List<long> JobsOf(IEnumerable<TrackedPod> pods) => [.. pods.Select(pod => pod.Findings.JobId).OfType<long>()];
}
