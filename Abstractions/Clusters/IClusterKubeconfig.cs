namespace Reeve.Clusters;

/// <summary>Gives kubeconfigs of a cluster.</summary>
public interface IClusterKubeconfig
{
    /// <summary>Makes a kubeconfig.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="request">Whose and for how long.</param>
    /// <param name="context">Commands, files.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The YAML text. It is a secret.</returns>
    Task<string> GetKubeconfigAsync(
        ClusterId cluster, KubeconfigRequest request, IStepContext context, CancellationToken cancellationToken);
}
