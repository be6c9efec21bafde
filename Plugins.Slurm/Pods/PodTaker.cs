using System.Text;
using Reeve.Plugins.Slurm.Controller.Polling;
using Reeve.Plugins.Slurm.Progress;
using Reeve.Plugins.Slurm.Users;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>Takes what one remote user's jobs and directories say into the book. Not thread-safe: one caller at a time.</summary>
/// <param name="book">The book.</param>
/// <param name="user">The user.</param>
/// <param name="owner">Whose pods they are.</param>
/// <param name="lostAfter">How long a job may be missing from queue and accounting before it is given up.</param>
/// <param name="time">The clock.</param>
internal sealed class PodTaker(PodBook book, RemoteUser user, Owner owner, TimeSpan lostAfter, TimeProvider time)
{
    private readonly string _prefix = PrefixOf(owner);

    /// <summary>What the names of an owner's jobs begin with.</summary>
    public static string PrefixOf(Owner owner) => $"reeve-{owner.Token}-";

    /// <summary>Takes what the status program says of a directory.</summary>
    public void Take(StatusRecord record)
    {
        switch (record.Kind)
        {
            case StatusKind.Identity when PodIdentity.Parse(record.Content.Span, record.Token) is { } id && id.Owner == owner:
                book.GetOrAdd(id, user);
                break;
            case StatusKind.Status when Mine(record.Token) is { } pod && StatusFile.Parse(record.Content.Span) is { } progress:
                Learn(pod, findings => IsNewer(progress, findings.Progress) ? findings with { Progress = progress, JobId = progress.JobId } : findings);
                break;
            case StatusKind.Output when Mine(record.Token) is { } pod:
                Learn(pod, findings => findings with { Output = Encoding.UTF8.GetString(record.Content.Span).Trim() });
                break;
            case StatusKind.Gone when Mine(record.Token) is { Submission: null, Findings.IsOver: true } pod:
                book.Remove(pod);
                break;
        }
    }

    /// <summary>Takes what is known of all jobs.</summary>
    /// <returns>Jobs that wait for pods which another job runs: to be cancelled.</returns>
    public IReadOnlyList<long> Take(JobSnapshot snapshot)
    {
        var superfluous = new List<long>();
        foreach (var group in snapshot.Jobs.Values
            .Where(view => view.Job is { } job && job.Name.StartsWith(_prefix, StringComparison.Ordinal))
            .GroupBy(view => view.Job!.Name, StringComparer.Ordinal))
        {
            if (Find(group.Key[_prefix.Length..], [.. group]) is { } pod)
            {
                var (own, others) = JobChoice.Of([.. group], pod.Findings.Progress?.JobId);
                superfluous.AddRange(others);
                Take(pod, own);
            }
        }

        // Jobs that no listing has had yet, or had and lost, are known by their number alone.
        foreach (var pod in book.All.Where(pod => pod.User == user))
        {
            if (pod.Findings.JobId is { } id && snapshot.Jobs.TryGetValue(id, out var view) && view.Job is null)
            {
                Take(pod, view);
            }
        }

        return superfluous;
    }

    /// <summary>Gives up the jobs that have been missing for too long.</summary>
    public void GiveUp()
    {
        foreach (var pod in book.All.Where(pod => pod.User == user))
        {
            if (pod.Findings is { IsLost: false, View: { Phase: not JobPhase.Ended, MissingSince: { } since }, Progress: not { HasEnded: true } }
                && time.GetUtcNow() - since >= lostAfter)
            {
                Learn(pod, findings => findings with { IsLost = true });
            }
        }
    }

    /// <summary>Takes in something about a pod, with its events, and tells of it.</summary>
    public void Learn(TrackedPod pod, Func<PodFindings, PodFindings> change)
    {
        var before = pod.Findings;
        pod.Learn(change);
        foreach (var item in PodEvents.Between(before, pod.Findings, time.GetUtcNow()))
        {
            pod.AddEvent(item);
        }

        book.Publish(pod);
    }

    private static bool IsNewer(PodProgress next, PodProgress? last) =>
        last is null || next.JobId != last.JobId || (next.Requeues, next.Sequence).CompareTo((last.Requeues, last.Sequence)) > 0;

    private void Take(TrackedPod pod, JobView view) => Learn(pod, findings => findings with
    {
        View = view,
        JobId = view.Id,
        AcceptedAt = findings.AcceptedAt ?? view.Job?.SubmittedAt,
        IsLost = findings.IsLost && view.Job is null,
        IsSettled = findings.IsSettled && view.Phase == JobPhase.Ended,
    });

    private TrackedPod? Mine(string token) => book.FindByToken(token) is { } pod && pod.User == user ? pod : null;

    // Ended jobs without a directory are what removed pods left in Slurm's memory.
    private TrackedPod? Find(string token, List<JobView> jobs)
    {
        if (book.FindByToken(token) is { } known)
        {
            return known.User == user && known.Submission is null ? known : null;
        }

        var live = jobs.Find(job => job.Phase != JobPhase.Ended);
        return live is not null && JobComment.Parse(live.Job!.Comment) is { } id && id.Owner == owner && id.Token == token ? book.GetOrAdd(id, user) : null;
    }
}
