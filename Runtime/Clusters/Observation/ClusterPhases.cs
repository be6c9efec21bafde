using Reeve.Clusters;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.Observation;

/// <summary>Where a cluster is in its life, from what goes on, what was seen, and what is remembered.</summary>
internal static class ClusterPhases
{
    public static ClusterPhase Of(ClusterDocument document, Operation? active, bool isBroken) => active switch
    {
        { State: OperationState.Stuck } => ClusterPhase.Failed,
        { Intent: ClusterIntent.Create or ClusterIntent.Change or ClusterIntent.SetWorkloads or ClusterIntent.Release or ClusterIntent.Adopt } => ClusterPhase.Provisioning,
        { Intent: ClusterIntent.Upgrade } => ClusterPhase.Upgrading,
        { Intent: ClusterIntent.Delete } => ClusterPhase.Deleting,
        { Intent: ClusterIntent.RenewCertificates } => ClusterPhase.KubeConfigResetting,
        _ => AtRest(document, isBroken),
    };

    public static ClusterState StateOf(ClusterPhase phase, bool workloadsStopped) => phase switch
    {
        ClusterPhase.NotInitialised or ClusterPhase.Deleted or ClusterPhase.Released => ClusterState.NotInitialized,
        ClusterPhase.Provisioning or ClusterPhase.Upgrading or ClusterPhase.Deleting or ClusterPhase.KubeConfigResetting => ClusterState.Provisioning,
        ClusterPhase.Provisioned => workloadsStopped ? ClusterState.Disabled : ClusterState.Provisioned,
        ClusterPhase.Failed => ClusterState.Failed,
        _ => ClusterState.Unknown,
    };

    private static ClusterPhase AtRest(ClusterDocument document, bool isBroken) => document switch
    {
        { Installed: true } => isBroken ? ClusterPhase.Failed : ClusterPhase.Provisioned,
        { Released: true } => ClusterPhase.Released,
        { Lost: true } => ClusterPhase.NotInitialised,
        { LastInstall: { Succeeded: false } install } when Later(install, document.LastReset) => ClusterPhase.Failed,
        { LastReset: { Succeeded: true } } => ClusterPhase.Deleted,
        { LastReset: { Succeeded: false } } => ClusterPhase.Failed,
        _ => ClusterPhase.NotInitialised,
    };

    private static bool Later(ClusterOperationResult one, ClusterOperationResult? other) =>
        other is null || string.CompareOrdinal(one.OperationId, other.OperationId) > 0;
}
