using Reeve.Runtime.Proxies.Acme;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>The certificates of a proxy, and where they are ordered.</summary>
public sealed record CertificatesOptions
{
    /// <summary>Authorities by name.</summary>
    public IReadOnlyDictionary<string, AcmeOptions> Authorities { get; set; } = new Dictionary<string, AcmeOptions>();

    /// <summary>Certificates, each name once.</summary>
    public IReadOnlyList<CertificateOptions> Certificates { get; set; } = [];
}
