using Reeve.Clusters;
using Reeve.Plugins;
using Reeve.Runtime.Clusters.Apis;
using Reeve.Runtime.Operations.Steps;

namespace Reeve.Runtime.Clusters.Provisioners;

/// <summary>What provisioners tell of clusters outside operations. Thread-safe.</summary>
/// <param name="types">The provisioners.</param>
/// <param name="map">Which cluster is of which type.</param>
/// <param name="services">What their hands need; asked for late, since it needs the kubeconfigs that this gives.</param>
internal sealed class ClusterEyes(IClusterTypes types, ClusterTypeMap map, Func<StepServices> services) : IKubeconfigSource
{
    /// <summary>Looks at a cluster by its provisioner.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="type">Its type.</param>
    /// <param name="maxAge">How old an answer may be (<see cref="ILookContext.MaxAge"/>).</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">The provisioner is not loaded, or failed.</exception>
    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, string type, TimeSpan maxAge, CancellationToken cancellationToken) =>
        Require(type).ObserveAsync(cluster, Context(cluster, maxAge), cancellationToken);

    /// <summary>Looks at a cluster by its provisioner, at what is there now.</summary>
    /// <exception cref="ProviderException">The provisioner is not loaded, or failed.</exception>
    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, string type, CancellationToken cancellationToken) =>
        ObserveAsync(cluster, type, TimeSpan.Zero, cancellationToken);

    public Task<string> GetAsync(ClusterId cluster, KubeconfigRequest request, CancellationToken cancellationToken)
    {
        var type = map[cluster] ?? throw new ProviderException(ErrorReason.NotFound, $"There is no cluster {cluster}.");
        return Require(type).RequireCapability<IClusterKubeconfig>(type, "make kubeconfigs")
            .GetKubeconfigAsync(cluster, request, Context(cluster), cancellationToken);
    }

    /// <summary>Looks at the certificates of a cluster; null if its provisioner does not tell of them.</summary>
    public async Task<IReadOnlyList<ClusterCertificate>?> GetCertificatesAsync(ClusterId cluster, string type, CancellationToken cancellationToken) =>
        Require(type).Capability<IClusterCertificates>() is { } certificates
            ? await certificates.GetCertificatesAsync(cluster, Context(cluster), cancellationToken)
            : null;

    private IClusterProvisioner Require(string type) =>
        types.Find(type) ?? throw new ProviderException(ErrorReason.Transient, $"The provisioner {type} is not loaded{(types.WhyNot(type) is { } reason ? $": {reason}" : ".")}");

    private LookContext Context(ClusterId cluster, TimeSpan maxAge = default) => new(cluster, services(), maxAge);
}
