using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Runtime.Clusters;

namespace Reeve.Host.Clusters.Manifests;

/// <summary>A cluster in one of five words for people.</summary>
internal static class ClusterStates
{
    /// <summary>There is none.</summary>
    public const string NotInitialized = "not initialized";

    /// <summary>The word for a cluster.</summary>
    public static string Of(ClusterDocument cluster) => cluster.Status?.Phase switch
    {
        nameof(ClusterPhase.NotInitialised) or nameof(ClusterPhase.Deleted) or nameof(ClusterPhase.Released) => NotInitialized,
        nameof(ClusterPhase.Provisioned) => cluster.Status.Unschedulable == true ? "disabled" : "provisioned",
        nameof(ClusterPhase.Failed) => "failed",

        // Also one that the agent has not looked at since it started: whoever waits goes on waiting.
        _ => "provisioning",
    };
}
