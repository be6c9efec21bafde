using Reeve.Runtime.Proxies.Acme;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>The certificates of a proxy, and where they are ordered.</summary>
public sealed record CertificatesOptions
{
    /// <summary>Authorities by name.</summary>
    public IReadOnlyDictionary<string, AcmeOptions> Authorities { get; set; } = new Dictionary<string, AcmeOptions>();

    /// <summary>Certificates, each name once.</summary>
    public IReadOnlyList<CertificateOptions> Certificates { get; set; } = [];

    /// <summary>The port of this machine at which requests of authorities come in (http-01). They ask port 80; something before this machine may lead that elsewhere.</summary>
    /// <value>80</value>
    public int HttpPort { get; set; } = 80;
}
