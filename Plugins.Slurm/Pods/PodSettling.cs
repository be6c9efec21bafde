using Reeve.Plugins.Slurm.Users;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>Pods of a user whose jobs are over: what they wrote last may be seen later.</summary>
internal sealed class PodSettling(RemoteUser user, PodBook book)
{
    // A shared file system may show a file later than Slurm shows the end of the job that wrote it.
    private const int SettleTries = 4;

    /// <summary>Asks once more for what they wrote, and settles those that have told everything, or never will.</summary>
    /// <param name="stream">Tells of what jobs write.</param>
    /// <param name="learn">Takes in something about a pod.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task SettleAsync(StatusStream stream, Action<TrackedPod, Func<PodFindings, PodFindings>> learn, CancellationToken cancellationToken)
    {
        var ended = book.All.Where(pod => pod.User == user && pod.Findings is { HasEnded: true, IsSettled: false }).ToList();
        if (ended.Count == 0)
        {
            return;
        }

        try
        {
            await stream.GetAsync([.. ended.Select(pod => pod.Id.Token)], cancellationToken);
        }
        catch (ProviderException)
        {
            // The stream begins anew, and then they are asked for again.
            return;
        }

        foreach (var pod in ended.Where(pod => pod.Findings.Progress is { HasEnded: true } || ++pod.SettleTries >= SettleTries))
        {
            pod.SettleTries = 0;
            learn(pod, findings => findings with { IsSettled = findings.HasEnded });
        }
    }
}
