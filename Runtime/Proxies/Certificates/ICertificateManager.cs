namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>Keeps certificates fresh. Thread-safe. Disposing it ends that; what is served stays so.</summary>
public interface ICertificateManager : IAsyncDisposable
{
    /// <summary>Gives the proxy what can be had without asking anybody: files, and what was ordered before. To be called first, and before the proxy starts.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProviderException">The proxy does not serve it.</exception>
    Task LoadAsync(CancellationToken cancellationToken);

    /// <summary>Begins to keep them fresh.</summary>
    void Start();

    /// <summary>How it stands with each, by name.</summary>
    IReadOnlyList<CertificateStatus> List();

    /// <summary>Orders a certificate now, whether or not it is due.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: there is none; <see cref="ErrorReason.Unsupported"/>: it is
    /// not ordered but read from files; else: as <see cref="Acme.ICertificateIssuer.IssueAsync"/>.</exception>
    Task RenewAsync(string name, CancellationToken cancellationToken);
}
