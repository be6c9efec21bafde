using Reeve.Clusters;
using Reeve.Runtime.Clusters.Apis;
using Reeve.Runtime.Clusters.Provisioners;
using Reeve.Runtime.Operations;
using Reeve.Testing.Kubernetes;

namespace Reeve.Runtime.Tests.Clusters;

/// <summary>The API of a real control plane, as the agent reaches it.</summary>
internal sealed class PlaneApi : IKubeconfigSource, IClusterApiSource, IDisposable
{
    private readonly ControlPlane _plane;
    private readonly ClusterApiSource _source;

    public PlaneApi(ControlPlane plane) => (_plane, _source) = (plane, new ClusterApiSource(this, TimeProvider.System));

    public static ClusterId Cluster { get; } = new() { Owner = new Owner { Cluster = "c", Node = "n" }, Name = "one" };

    public IClusterApi Get(ClusterId cluster) => _source.Get(cluster);

    public Task<string> GetAsync(ClusterId cluster, KubeconfigRequest request, CancellationToken cancellationToken) =>
        File.ReadAllTextAsync(_plane.Kubeconfigs.Admin, cancellationToken);

    public void Dispose() => _source.Dispose();
}
