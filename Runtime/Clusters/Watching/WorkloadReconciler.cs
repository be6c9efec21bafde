using Reeve.Clusters;
using Reeve.Runtime.Clusters.Observation;
using Reeve.Runtime.Clusters.State;

namespace Reeve.Runtime.Clusters.Watching;

/// <summary>Keeps workloads stopped where that is wanted, and starts again what an operation that was given up left stopped.</summary>
internal sealed class WorkloadReconciler(WatchServices services) : IReconciler
{
    public async Task ReconcileAsync(ClusterEntry entry, ClusterObservation observation, IClusterManager manager, CancellationToken cancellationToken)
    {
        var isWanted = entry.Document.Goal?.Desired.WorkloadsDisabled == true;
        if (!observation.ApiServerReady || (!isWanted && !services.Workloads.HasStopped(entry.Id)))
        {
            entry.Find(ConditionRules.WorkloadsStopped, null);
            return;
        }

        // Requests wait: what begins meanwhile must not find workloads half stopped.
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            if (entry.Active is not null)
            {
                return;
            }

            var api = services.Apis.Get(entry.Id);
            if (!isWanted)
            {
                await services.Workloads.StartAsync(entry.Id, api, cancellationToken);
                return;
            }

            await services.Workloads.StopAsync(entry.Id, api, cancellationToken);
            var running = await services.Workloads.FindRunningAsync(api, cancellationToken);
            entry.Find(ConditionRules.WorkloadsStopped, new ClusterConditionState
            {
                Type = ConditionRules.WorkloadsStopped,
                Status = running.Count == 0,
                Reason = running.Count == 0 ? "Disabled" : "StillRunning",
                Message = running.Count == 0 ? "" : $"{running.Count} pods still run: {string.Join(", ", running.Take(5))}",
                Severity = running.Count == 0 ? "" : "Warning",
            });
        }
        finally
        {
            entry.Turn.Release();
        }
    }
}
