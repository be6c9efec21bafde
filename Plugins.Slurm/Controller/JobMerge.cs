namespace Reeve.Plugins.Slurm.Controller;

/// <summary>Joins what the controller has in memory with what the accounting knows.</summary>
internal static class JobMerge
{
    /// <summary>
    /// The controller knows better what a job is now, and how often it was requeued; the accounting lags by seconds, but knows who cancelled it.
    /// </summary>
    public static IReadOnlyList<SlurmJob> Merge(IReadOnlyList<SlurmJob> queue, IReadOnlyList<SlurmJob> history)
    {
        if (history.Count == 0)
        {
            return queue;
        }

        var jobs = history.ToDictionary(job => job.Id);
        foreach (var job in queue)
        {
            jobs[job.Id] = jobs.TryGetValue(job.Id, out var old) ? Merge(job, old) : job;
        }

        return [.. jobs.Values];
    }

    /// <summary>One job of both.</summary>
    public static SlurmJob Merge(SlurmJob queue, SlurmJob history) => queue.Name != history.Name || queue.State != history.State ? queue : queue with
    {
        CancelledBy = queue.CancelledBy.Length > 0 ? queue.CancelledBy : history.CancelledBy,
        CancelledByOther = queue.CancelledByOther ?? history.CancelledByOther,
        Comment = queue.Comment.Length > 0 ? queue.Comment : history.Comment,
    };

    /// <summary>Of two runs of a job in the accounting the later one, which knows how many went before.</summary>
    public static SlurmJob Later(SlurmJob first, SlurmJob second)
    {
        // Slurm numbers jobs anew when it runs out of numbers or loses its state: another name is another job, and no attempt of this one.
        var isSame = first.Name == second.Name;
        var last = second.SubmittedAt is null || first.SubmittedAt is null || second.SubmittedAt >= first.SubmittedAt ? second : first;
        return isSame ? last with { Requeues = first.Requeues + 1 } : last;
    }
}
