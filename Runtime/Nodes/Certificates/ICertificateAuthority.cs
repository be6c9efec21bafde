using Reeve.Runtime.Kubernetes;

namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>Gets certificates signed. Thread-safe.</summary>
internal interface ICertificateAuthority
{
    /// <summary>Asks for a certificate, unless the same request was sent before, and waits for the answer however long it takes.</summary>
    /// <param name="request">Key and request.</param>
    /// <param name="profile">What it is for.</param>
    /// <param name="cancellationToken">Stops waiting; the request stays.</param>
    /// <returns>The certificate and its chain, as PEM.</returns>
    /// <exception cref="CertificateDeniedException">It was denied, or signing failed.</exception>
    /// <exception cref="KubernetesApiException">The API did not answer, or refused.</exception>
    Task<string> RequestAsync(PendingRequest request, CertificateProfile profile, CancellationToken cancellationToken);
}
