using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Apis;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>Objects outside the system's namespaces.</summary>
internal sealed class UserObjects(ClusterOptions options)
{
    /// <summary>Whether a namespace is not the system's.</summary>
    public bool Owns(string ns) => !options.SystemNamespaces.Contains(ns);

    public async Task<IReadOnlyList<JsonObject>> ListAsync(IClusterApi api, string path, CancellationToken cancellationToken) =>
        [.. (await api.ListAsync(path, cancellationToken)).Where(item => Owns(ObjectFields.NamespaceOf(item)))];
}
