using Reeve.Runtime.Proxies.Acme.Challenges;

namespace Reeve.Runtime.Proxies.Acme;

/// <summary>Gets certificates from an authority. Thread-safe.</summary>
public interface ICertificateIssuer
{
    /// <summary>Gets a certificate. An order for the same names that a crash has interrupted is gone on with.</summary>
    /// <param name="order">What for.</param>
    /// <param name="solvers">Show the authority that the names are one's own; the first one that fits a name is used.</param>
    /// <param name="cancellationToken">Ends it; the order stays, and is gone on with next time.</param>
    /// <exception cref="ProviderException">
    /// <see cref="ErrorReason.Invalid"/>: it will never issue this; <see cref="ErrorReason.Denied"/>: it does not allow it;
    /// <see cref="ErrorReason.Exhausted"/>: a rate limit, with the time to wait; <see cref="ErrorReason.Transient"/>: it did not
    /// answer, or could not see the proof.
    /// </exception>
    Task<IssuedCertificate> IssueAsync(CertificateOrder order, IReadOnlyList<IChallengeSolver> solvers, CancellationToken cancellationToken);

    /// <summary>When the authority wants a certificate renewed (RFC 9773); null if it gives no advice.</summary>
    /// <param name="chainPem">The certificate.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<RenewalAdvice?> GetRenewalAdviceAsync(string chainPem, CancellationToken cancellationToken);
}
