using Reeve.Clusters;

namespace Reeve.Runtime.Operations;

/// <summary>Finds provisioners by the names that operations know them by. Thread-safe.</summary>
public interface IProvisionerSource
{
    /// <summary>The provisioner, or null if none of this name is loaded.</summary>
    /// <param name="name">Its name.</param>
    IClusterProvisioner? Find(string name);
}
