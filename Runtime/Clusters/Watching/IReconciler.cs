using Reeve.Clusters;
using Reeve.Runtime.Clusters.State;

namespace Reeve.Runtime.Clusters.Watching;

/// <summary>Brings one aspect of a cluster to what is wanted, after each look at it while no operation goes on.</summary>
internal interface IReconciler
{
    /// <summary>Looks whether something is to be done, and has it begin.</summary>
    /// <exception cref="ProviderException">It failed; it is tried again after a pause.</exception>
    Task ReconcileAsync(ClusterEntry entry, ClusterObservation observation, IClusterManager manager, CancellationToken cancellationToken);
}
