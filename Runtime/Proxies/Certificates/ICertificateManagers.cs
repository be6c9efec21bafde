namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>Makes managers of certificates.</summary>
public interface ICertificateManagers
{
    /// <summary>Makes one; nothing is asked or served yet.</summary>
    /// <param name="sources">Where certificates come from, and where they go.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: a certificate is proved by DNS, and nobody changes a zone.</exception>
    ICertificateManager Create(CertificateSources sources);
}
