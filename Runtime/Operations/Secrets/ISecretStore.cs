using Reeve.Clusters;

namespace Reeve.Runtime.Operations.Secrets;

/// <summary>Secrets of clusters, by name. Thread-safe.</summary>
public interface ISecretStore
{
    /// <summary>Reads a secret, or null if there is none of this name.</summary>
    /// <param name="cluster">Whose it is.</param>
    /// <param name="name">Its name.</param>
    string? Find(ClusterId cluster, string name);

    /// <summary>Stores a secret over what was there.</summary>
    /// <param name="cluster">Whose it is.</param>
    /// <param name="name">Lower-case letters, digits, dots and dashes.</param>
    /// <param name="value">Its value.</param>
    void Set(ClusterId cluster, string name, string value);

    /// <summary>Deletes all secrets of a cluster.</summary>
    /// <param name="cluster">Whose they are.</param>
    void DeleteAll(ClusterId cluster);

    /// <summary>All secrets of a cluster: what must not be shown.</summary>
    /// <param name="cluster">Whose they are.</param>
    IReadOnlyList<string> GetAll(ClusterId cluster);
}
