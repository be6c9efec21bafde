namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>Keeps certificates fresh. Thread-safe.</summary>
public interface ICertificateManager
{
    /// <summary>How it stands with each, by name.</summary>
    IReadOnlyList<CertificateStatus> List();

    /// <summary>Orders a certificate now, whether or not it is due.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: there is none; <see cref="ErrorReason.Unsupported"/>: it is
    /// not ordered but read from files; else: as <see cref="Acme.ICertificateIssuer.IssueAsync"/>.</exception>
    Task RenewAsync(string name, CancellationToken cancellationToken);
}
