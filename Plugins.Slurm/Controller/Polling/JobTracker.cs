using System.Globalization;

namespace Reeve.Plugins.Slurm.Controller.Polling;

/// <summary>
/// Joins one listing after another into what is known of each job. Pure but for what it remembers; not thread-safe.
/// </summary>
/// <remarks>
/// The rules: not in the list is not over. A state that is not understood changes nothing. What is over stays so, unless the controller itself says
/// that the same job waits or runs again. Another job of the same id, after Slurm began to number anew, is another job.
/// </remarks>
internal sealed class JobTracker
{
    private readonly Dictionary<long, JobView> _jobs = [];

    /// <summary>What is known.</summary>
    public IReadOnlyDictionary<long, JobView> Jobs => _jobs;

    /// <summary>Takes up a job that was submitted, or is known from its own files.</summary>
    public void Track(long id) => _jobs.TryAdd(id, new JobView { Id = id });

    /// <summary>Forgets a job; it comes back if it is listed.</summary>
    public void Forget(long id) => _jobs.Remove(id);

    /// <summary>Takes in a complete listing of the controller.</summary>
    /// <returns>Whether a job is in another state than before, or new.</returns>
    public bool Queue(IReadOnlyList<SlurmJob> listing)
    {
        var hasChanged = false;
        foreach (var job in listing)
        {
            var old = _jobs.GetValueOrDefault(job.Id);
            var view = Next(old, job, isQueue: true);
            _jobs[job.Id] = view with { MissingSince = null };
            hasChanged |= old is null || old.Phase != view.Phase || old.Job?.State != view.Job?.State;
        }

        return hasChanged;
    }

    /// <summary>The jobs that the accounting has to be asked about: not over and not listed, or cancelled by nobody knows whom.</summary>
    /// <param name="listing">The listing of the controller.</param>
    public IReadOnlyList<long> Doubtful(IReadOnlyList<SlurmJob> listing)
    {
        var listed = listing.Select(job => job.Id).ToHashSet();
        return [.. _jobs.Values.Where(view => (view.Phase != JobPhase.Ended && !listed.Contains(view.Id)) || IsCancelledBySomebody(view)).Select(view => view.Id)];
    }

    /// <summary>Takes in what the accounting knows of the jobs that it was asked about.</summary>
    /// <param name="asked">Whom it was asked about.</param>
    /// <param name="listing">The listing of the controller before it.</param>
    /// <param name="history">Its answer; null if it did not answer, which leaves everything open.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether a job is in another state than before.</returns>
    public bool History(IReadOnlyList<long> asked, IReadOnlyList<SlurmJob> listing, IReadOnlyList<SlurmJob>? history, DateTimeOffset now)
    {
        var listed = listing.ToDictionary(job => job.Id);
        var hasChanged = false;
        foreach (var job in history ?? [])
        {
            var old = _jobs.GetValueOrDefault(job.Id);
            var isListed = listed.TryGetValue(job.Id, out var queued);
            var known = isListed ? JobMerge.Merge(queued!, job) : job;
            var view = Next(old, known, isListed);
            _jobs[job.Id] = view;
            hasChanged |= old is null || old.Phase != view.Phase;
        }

        if (history is not null)
        {
            var found = history.Where(job => JobStates.IsEnded(job.State)).Select(job => job.Id).ToHashSet();
            foreach (var id in asked.Where(id => !listed.ContainsKey(id) && !found.Contains(id)))
            {
                if (_jobs.TryGetValue(id, out var view) && view.Phase != JobPhase.Ended)
                {
                    _jobs[id] = view with { MissingSince = view.MissingSince ?? now };
                }
            }
        }

        return hasChanged;
    }

    /// <summary>Forgets jobs that ended before a time and are not listed any more.</summary>
    public void Prune(IReadOnlyList<SlurmJob> listing, DateTimeOffset before)
    {
        var listed = listing.Select(job => job.Id).ToHashSet();
        foreach (var view in _jobs.Values.Where(view => view.Phase == JobPhase.Ended && !listed.Contains(view.Id) && (view.Job?.EndedAt ?? before) < before).ToList())
        {
            _jobs.Remove(view.Id);
        }
    }

    private static bool IsCancelledBySomebody(JobView view) => view.Job is { State: JobState.Cancelled, CancelledByOther: null };

    private static JobView Next(JobView? old, SlurmJob job, bool isQueue)
    {
        var phase = PhaseOf(job.State);
        if (old?.Job is not { } known || known.Name != job.Name)
        {
            return Make(old?.Job is null ? old : null, job, phase == JobPhase.Ended || isQueue ? phase : JobPhase.Unknown);
        }

        // 1. A state that is not understood: what was known before stays.
        if (phase == JobPhase.Unknown)
        {
            return old;
        }

        // 2. The accounting lags: it ends jobs, it never revives or starts one.
        if (!isQueue && phase != JobPhase.Ended)
        {
            return old;
        }

        // 3. A later listing of the accounting that lacks what the controller said, or a former run of a job that was put back.
        if (!isQueue && old.Phase == JobPhase.Ended && (known.State == job.State || job.Requeues < known.Requeues))
        {
            return Make(old, JobMerge.Merge(known, job), JobPhase.Ended);
        }

        var merged = JobMerge.Merge(job, known);
        return Make(old, merged with
        {
            Requeues = Math.Max(job.Requeues, known.Requeues),
            Comment = merged.Comment.Length > 0 ? merged.Comment : known.Comment,
            BatchNode = job.BatchNode.Length > 0 || phase == JobPhase.Waiting ? job.BatchNode : known.BatchNode,
        }, phase);
    }

    private static JobView Make(JobView? old, SlurmJob job, JobPhase phase)
    {
        var outcome = phase == JobPhase.Ended ? JobOutcome.Of(job) : null;
        var waits = phase == JobPhase.Waiting;
        return new JobView
        {
            Id = job.Id,
            Job = job,
            Phase = phase,
            Reason = outcome?.Reason ?? (waits ? WaitingWord(job) : ""),
            Message = outcome?.Message ?? (waits ? WaitingSentence(job) : ""),
            WasEndedBySlurm = outcome is not null,
            MissingSince = phase == JobPhase.Ended ? null : old?.MissingSince,
        };
    }

    private static string WaitingWord(SlurmJob job) => job.State switch
    {
        JobState.Configuring => "NodesStarting",
        JobState.Resizing => "Resizing",
        _ when job.Reason.Length > 0 => PendingReasons.Word(job.Reason),
        JobState.Pending => "Pending",
        var state => state.ToString(),
    };

    private static string WaitingSentence(SlurmJob job)
    {
        var sentence = job.State switch
        {
            JobState.Configuring => "Its nodes are being started.",
            JobState.Resizing => "Its size is being changed.",
            JobState.SpecialExit => $"It ended with a special exit code and is held. {PendingReasons.Sentence(job.Reason)}",
            JobState.RequeueHold => $"It was requeued and is held. {PendingReasons.Sentence(job.Reason)}",
            _ => PendingReasons.Sentence(job.Reason),
        };
        return job.Requeues == 0 ? sentence : string.Create(CultureInfo.InvariantCulture, $"{sentence} It was requeued {job.Requeues} times.");
    }

    private static JobPhase PhaseOf(JobState state) =>
        JobStates.IsWaiting(state) ? JobPhase.Waiting : JobStates.IsActive(state) ? JobPhase.Active : JobStates.IsEnded(state) ? JobPhase.Ended : JobPhase.Unknown;
}
