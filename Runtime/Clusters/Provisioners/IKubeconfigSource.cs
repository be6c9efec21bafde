using Reeve.Clusters;

namespace Reeve.Runtime.Clusters.Provisioners;

/// <summary>Gives kubeconfigs of clusters. Thread-safe.</summary>
internal interface IKubeconfigSource
{
    /// <summary>Asks the provisioner of a cluster for a kubeconfig.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: it gives none. <see cref="ErrorReason.NotFound"/>: there is no cluster.</exception>
    Task<string> GetAsync(ClusterId cluster, KubeconfigRequest request, CancellationToken cancellationToken);
}
