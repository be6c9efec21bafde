namespace Reeve.Plugins.Slurm.Controller.Polling;

/// <summary>Asks once: the controller, and the accounting where the controller leaves a question open. One round at a time.</summary>
/// <param name="controller">The controller.</param>
/// <param name="prefix">What the jobs' names begin with.</param>
/// <param name="options">How far back.</param>
/// <param name="time">The clock.</param>
internal sealed class PollRound(ISlurmController controller, string prefix, PollerOptions options, TimeProvider time)
{
    // The accounting learns within seconds who cancelled a job, or after an absence within a minute; where it never does, asking on would not help.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Retention = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongAgo = TimeSpan.FromDays(30);

    private readonly JobTracker _tracker = new();
    private readonly Dictionary<long, DateTimeOffset> _questions = [];
    private bool _hasAskedForAll;

    /// <summary>Takes up and forgets jobs before the next round.</summary>
    public void Tell(IReadOnlyList<long> tracked, IReadOnlyList<long> forgotten)
    {
        foreach (var job in tracked)
        {
            _tracker.Track(job);
        }

        foreach (var job in forgotten)
        {
            _tracker.Forget(job);
            _questions.Remove(job);
        }
    }

    /// <summary>Runs a round.</summary>
    /// <param name="last">The snapshot before.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ProviderException">The controller gave no complete answer. Nothing has changed then.</exception>
    public async Task<PollResult> RunAsync(JobSnapshot? last, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        var queue = await controller.ListAsync(new JobQuery { NamePrefix = prefix, Since = asked, IncludeHistory = false }, cancellationToken);
        var hasChanged = _tracker.Queue(queue);
        var (hasHistory, changedToo) = await HistoryAsync(queue, last?.HasHistory ?? true, asked, cancellationToken);
        _tracker.Prune(queue, asked - Retention);
        var isSame = last is not null && last.HasHistory == hasHistory && IsSame(last.Jobs, _tracker.Jobs);
        var snapshot = isSame ? last! with { CompleteAt = asked } : new JobSnapshot
        {
            Jobs = new Dictionary<long, JobView>(_tracker.Jobs),
            CompleteAt = asked,
            HasHistory = hasHistory,
            Revision = (last?.Revision ?? 0) + 1,
        };
        return new PollResult(snapshot, hasChanged || changedToo);
    }

    private static bool IsSame(IReadOnlyDictionary<long, JobView> old, IReadOnlyDictionary<long, JobView> current) =>
        old.Count == current.Count && current.All(pair => old.TryGetValue(pair.Key, out var view) && view == pair.Value);

    private async Task<(bool HasHistory, bool HasChanged)> HistoryAsync(IReadOnlyList<SlurmJob> queue, bool hadHistory, DateTimeOffset asked, CancellationToken cancellationToken)
    {
        var jobs = _tracker.Doubtful(queue).Where(id => !IsAskedEnough(id, asked)).ToList();
        if (_hasAskedForAll && jobs.Count == 0)
        {
            return (hadHistory, false);
        }

        try
        {
            var hasChanged = false;
            if (!_hasAskedForAll)
            {
                var all = await controller.ListAsync(Question([], asked.AddHours(-options.HistoryHours)), cancellationToken);
                hasChanged = _tracker.History([], queue, all, asked);
                _hasAskedForAll = true;
                jobs = [.. _tracker.Doubtful(queue).Where(id => !IsAskedEnough(id, asked))];
            }

            if (jobs.Count > 0)
            {
                var some = await controller.ListAsync(Question(jobs, Since(jobs, asked)), cancellationToken);
                foreach (var id in jobs)
                {
                    _questions.TryAdd(id, asked);
                }

                hasChanged |= _tracker.History(jobs, queue, some, asked);
            }

            return (true, hasChanged);
        }
        catch (ProviderException exception) when (exception.Reason is not ErrorReason.Unknown)
        {
            // The queue alone is a whole answer to what waits and runs. What is not in it stays as it was, and the next round asks again.
            return (false, false);
        }
    }

    private JobQuery Question(IReadOnlyList<long> jobs, DateTimeOffset since) => new() { NamePrefix = prefix, Since = since, IncludeQueue = false, Jobs = jobs };

    private DateTimeOffset Since(IReadOnlyList<long> jobs, DateTimeOffset asked) =>
        jobs.Select(id => _tracker.Jobs[id].Job?.SubmittedAt ?? asked - LongAgo).Min() is var first && first < asked - LongAgo ? asked - LongAgo : first;

    private bool IsAskedEnough(long id, DateTimeOffset now) =>
        _tracker.Jobs[id].Phase == JobPhase.Ended && _questions.TryGetValue(id, out var first) && now - first > Patience;
}
