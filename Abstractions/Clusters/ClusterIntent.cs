namespace Reeve.Clusters;

/// <summary>What is wanted of a cluster.</summary>
public enum ClusterIntent
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>It shall exist as specified: created if it does not.</summary>
    Create,

    /// <summary>Its settings shall be as specified; the version stays.</summary>
    Change,

    /// <summary>Its version shall be as specified.</summary>
    Upgrade,

    /// <summary>It shall be gone, with every change that it made to the system.</summary>
    Delete,

    /// <summary>Its certificates shall be new.</summary>
    RenewCertificates,

    /// <summary>Workloads shall be stopped or run, as specified.</summary>
    SetWorkloads,

    /// <summary>Another agent may take it over: nothing of it changes but its marks (<see cref="IClusterHandover"/>).</summary>
    Release,

    /// <summary>It shall be this agent's, which another one has released (<see cref="IClusterHandover"/>).</summary>
    Adopt,
}
