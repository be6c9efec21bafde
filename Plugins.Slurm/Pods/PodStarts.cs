using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>
/// Starts the pods of one remote user. Pods that come together share one upload and one submission; each has its own answer. A pod whose
/// submission had no answer is looked for before it is submitted again, and should two jobs result all the same, only one of them runs it.
/// </summary>
internal sealed class PodStarts : IAsyncDisposable
{
    private const int MaxTogether = 200;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);
    private readonly Batcher<PodStart> _batcher;
    private readonly UserWatch _watch;
    private readonly PodBook _book;
    private readonly TimeProvider _time;

    public PodStarts(UserWatch watch, PodBook book, TimeProvider time)
    {
        (_watch, _book, _time) = (watch, book, time);
        _batcher = new Batcher<PodStart>(SubmitAsync, Gather, MaxTogether, time);
    }

    /// <summary>Starts a pod, unless it is there.</summary>
    /// <param name="id">The pod.</param>
    /// <param name="bundle">Makes what the cluster needs, in the directory that it is told.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The pod if it was there; null if this call has started it.</returns>
    /// <exception cref="ProviderException">In sbatch's own words where it refused.</exception>
    public async Task<TrackedPod?> StartAsync(PodId id, Func<string, PodBundle> bundle, CancellationToken cancellationToken)
    {
        await _watch.ListedAsync(cancellationToken);
        var pod = _book.GetOrAdd(id, _watch.User);
        while (true)
        {
            if (pod.Submission is { } running)
            {
                // An earlier call was cancelled while it waited, and the work went on; or what a lost one left is being removed.
                await running.WaitAsync(cancellationToken);
            }

            if (pod.Findings.IsAccepted)
            {
                return pod;
            }

            if (pod.IsUncertain)
            {
                await _watch.RefreshAsync(cancellationToken);
                if (pod.Findings.IsAccepted)
                {
                    return pod;
                }
            }

            var start = new PodStart { Pod = pod, Bundle = bundle(pod.Directory) };
            var submission = Task.CompletedTask;
            if (pod.Begin(() => submission = _batcher.RunAsync(start, CancellationToken.None)) is null)
            {
                await submission.WaitAsync(cancellationToken);
                return null;
            }
        }
    }

    public ValueTask DisposeAsync() => _batcher.DisposeAsync();

    private async Task<IReadOnlyList<ProviderException?>> SubmitAsync(IReadOnlyList<PodStart> starts, CancellationToken cancellationToken)
    {
        try
        {
            // What a submission without an answer left must not be replaced: its job may have begun to use it.
            await _watch.User.Shell.UploadAsync([.. starts.Select(start => start.Bundle.Tree with { KeepExisting = start.Pod.IsUncertain })], cancellationToken);
            foreach (var start in starts)
            {
                start.Pod.IsUncertain = true;
            }

            var answers = await _watch.User.Controller.SubmitAsync([.. starts.Select(start => start.Bundle.Job)], cancellationToken);
            var failures = starts.Select((start, i) => Take(start, answers[i])).ToArray();
            await ForgetAsync([.. starts.Where((_, i) => failures[i] is not null).Select(start => start.Pod)], cancellationToken);
            _watch.Poller.Track([.. starts.Select(start => start.Pod.Findings.JobId).OfType<long>()]);
            return failures;
        }
        finally
        {
            foreach (var start in starts)
            {
                start.Pod.End();
            }
        }
    }

    private ProviderException? Take(PodStart start, JobSubmitted answer)
    {
        if (answer.JobId is not { } job)
        {
            var refusal = answer.Refusal ?? new ProviderException(ErrorReason.Transient, "sbatch gave neither a job nor a reason.");
            start.Pod.IsUncertain = refusal.Reason == ErrorReason.Transient;
            return refusal;
        }

        var now = _time.GetUtcNow();
        start.Pod.IsUncertain = false;
        start.Pod.AddEvent(PodEvents.Submitted(job, now));
        _watch.Learn(start.Pod, findings => findings.IsAccepted ? findings : findings with { JobId = job, AcceptedAt = now });
        return null;
    }

    // What was refused for certain leaves nothing behind.
    private async Task ForgetAsync(IReadOnlyList<TrackedPod> pods, CancellationToken cancellationToken)
    {
        var refused = pods.Where(pod => !pod.IsUncertain).ToList();
        foreach (var pod in refused)
        {
            _book.Remove(pod);
        }

        if (refused.Count > 0)
        {
            await RemoteScripts.RemoveAsync(_watch.User, [.. refused.Select(pod => pod.Id.Token)], cancellationToken);
        }
    }
}
