namespace Reeve.Runtime.Clusters;

/// <summary>Where a cluster is in its life. The names are those of the wire.</summary>
public enum ClusterPhase
{
    /// <summary>It has not been looked at yet.</summary>
    Unknown = 0,

    /// <summary>There is none: it was never made, or somebody else has removed it.</summary>
    NotInitialised,

    /// <summary>It is being made, or given new settings.</summary>
    Provisioning,

    /// <summary>It is there.</summary>
    Provisioned,

    /// <summary>Its version is being changed.</summary>
    Upgrading,

    /// <summary>It is being removed.</summary>
    Deleting,

    /// <summary>It was removed.</summary>
    Deleted,

    /// <summary>Its certificates, and with them its kubeconfigs, are being renewed.</summary>
    KubeConfigResetting,

    /// <summary>Making it failed, an operation is stuck, or it has been broken for longer than the grace period.</summary>
    Failed,

    /// <summary>It was given up for another agent, which may take it over or has done so.</summary>
    Released,
}
