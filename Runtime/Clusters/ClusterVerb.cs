namespace Reeve.Runtime.Clusters;

/// <summary>What can be asked of a cluster.</summary>
public enum ClusterVerb
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>Make it: <see cref="IClusterManager.CreateAsync"/>.</summary>
    Create,

    /// <summary>Take it to a version, or to settings: <see cref="IClusterManager.ReplaceAsync"/>.</summary>
    Replace,

    /// <summary>Change settings: <see cref="IClusterManager.PatchAsync"/>.</summary>
    Patch,

    /// <summary>Remove it: <see cref="IClusterManager.DeleteAsync"/>.</summary>
    Delete,

    /// <summary>Renew its certificates: <see cref="IClusterManager.RenewCertificatesAsync"/>.</summary>
    RenewCertificates,
}
