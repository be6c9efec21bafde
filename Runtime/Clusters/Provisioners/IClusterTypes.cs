using Reeve.Clusters;

namespace Reeve.Runtime.Clusters.Provisioners;

/// <summary>The provisioners that are loaded, by type. Thread-safe.</summary>
internal interface IClusterTypes
{
    /// <summary>Their names, in order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The provisioner of a type, started; null if none is loaded.</summary>
    IClusterProvisioner? Find(string type);

    /// <summary>The provisioner of a type as <see cref="Find"/>; one that could not start is tried again, since what was missing may be there by now.</summary>
    Task<IClusterProvisioner?> OpenAsync(string type, CancellationToken cancellationToken);

    /// <summary>Why the provisioner of a type that a plugin has did not start; null if it did, or if none has it.</summary>
    string? WhyNot(string type);

    /// <summary>Raised after a type was added.</summary>
    event Action<string>? Added;
}
