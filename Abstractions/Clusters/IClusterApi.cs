namespace Reeve.Clusters;

/// <summary>The Kubernetes API of a cluster: as much of it as a provisioner needs.</summary>
public interface IClusterApi
{
    /// <summary>Sends a request with the cluster's own credentials.</summary>
    /// <param name="request">Method, relative URI (<c>/readyz</c>), content.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The response; the caller disposes it.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: no answer.</exception>
    Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}
