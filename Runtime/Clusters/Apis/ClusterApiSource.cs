using System.Collections.Concurrent;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Provisioners;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.Apis;

/// <summary>Reaches the APIs of the agent's clusters by the kubeconfigs of their provisioners.</summary>
internal sealed class ClusterApiSource(IKubeconfigSource kubeconfigs, TimeProvider time) : IClusterApiSource, IDisposable
{
    private readonly ConcurrentDictionary<ClusterId, ClusterApiClient> _clients = new();

    public IClusterApi Get(ClusterId cluster) => _clients.GetOrAdd(cluster, id => new ClusterApiClient(id, kubeconfigs, time));

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }
}
