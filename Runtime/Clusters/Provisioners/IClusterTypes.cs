using Reeve.Clusters;

namespace Reeve.Runtime.Clusters.Provisioners;

/// <summary>The provisioners that are loaded, by type. Thread-safe.</summary>
internal interface IClusterTypes
{
    /// <summary>Their names, in order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The provisioner of a type, started; null if none is loaded.</summary>
    IClusterProvisioner? Find(string type);

    /// <summary>Raised after a type was added.</summary>
    event Action<string>? Added;
}
