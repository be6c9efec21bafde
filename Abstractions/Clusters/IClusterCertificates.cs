namespace Reeve.Clusters;

/// <summary>Tells when the certificates of a cluster end. Renewal is an operation: <see cref="ClusterIntent.RenewCertificates"/>.</summary>
public interface IClusterCertificates
{
    /// <summary>Lists the certificates as they are served or lie on disk now.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="context">Commands, files.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<ClusterCertificate>> GetCertificatesAsync(
        ClusterId cluster, IStepContext context, CancellationToken cancellationToken);
}
