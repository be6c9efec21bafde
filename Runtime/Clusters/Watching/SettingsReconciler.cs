using Reeve.Clusters;
using Reeve.Runtime.Clusters.State;

namespace Reeve.Runtime.Clusters.Watching;

/// <summary>Applies settings that were changed together with the version, once the cluster is at that version.</summary>
internal sealed class SettingsReconciler(WatchServices services) : IReconciler
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(1);

    private DateTimeOffset _due = DateTimeOffset.MinValue;
    private TimeSpan _pause = s_firstPause;

    public async Task ReconcileAsync(ClusterEntry entry, ClusterObservation observation, IClusterManager manager, CancellationToken cancellationToken)
    {
        if (entry.Document.Goal is not { SettingsPending: true })
        {
            (_due, _pause) = (DateTimeOffset.MinValue, s_firstPause);
            return;
        }

        var now = services.Time.GetUtcNow();
        if (!observation.ApiServerReady || now < _due)
        {
            return;
        }

        (_due, _pause) = (now + _pause, _pause * 2 < s_longestPause ? _pause * 2 : s_longestPause);
        await manager.ReplaceAsync(entry.Key, new ClusterDesired(), "agent: settings that were changed with the version", cancellationToken);
    }
}
