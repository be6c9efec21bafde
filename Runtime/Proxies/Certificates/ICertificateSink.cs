namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>Who serves certificates. Calls come one after another.</summary>
public interface ICertificateSink
{
    /// <summary>Takes a new set in place of the former one. Returns once new connections are served by it.</summary>
    /// <param name="set">All there is.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">It is not served; the former one is.</exception>
    Task ServeAsync(CertificateSet set, CancellationToken cancellationToken);
}
