using Reeve.Plugins.Slurm.Controller.Polling;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>
/// Decides which of several jobs of one pod is the pod's own. There is more than one where the answer to a submission was lost and the pod was
/// submitted again: the first that runs claims the pod's directory, the others end at once or are to be cancelled.
/// </summary>
internal static class JobChoice
{
    /// <summary>Chooses.</summary>
    /// <param name="jobs">The jobs of the pod's name, at least one.</param>
    /// <param name="claimed">The job that holds the directory, if one is known to.</param>
    /// <returns>The pod's own job, and those that wait in vain.</returns>
    public static (JobView Own, IReadOnlyList<long> Superfluous) Of(IReadOnlyCollection<JobView> jobs, long? claimed)
    {
        var own = jobs.FirstOrDefault(job => job.Id == claimed)
            ?? jobs.OrderBy(job => job.Phase == JobPhase.Ended).ThenBy(job => job.Phase != JobPhase.Active).ThenBy(job => job.Id).First();

        // One that runs may be about to claim the directory; it is left to find out on its own.
        return (own, [.. jobs.Where(job => job.Id != own.Id && job.Phase == JobPhase.Waiting).Select(job => job.Id)]);
    }
}
