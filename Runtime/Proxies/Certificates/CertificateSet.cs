using Reeve.Proxies;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>What a proxy's snapshot has to hold for its certificates: they themselves, and answers to authorities. Immutable.</summary>
public sealed record CertificateSet
{
    /// <summary>Nothing.</summary>
    public static CertificateSet Empty { get; } = new();

    /// <summary>Certificates; those for <c>acme-tls/1</c> answer authorities.</summary>
    public IReadOnlyList<ProxyCertificate> Certificates { get; init; } = [];

    /// <summary>Documents that authorities look for, by their path. They go before every route, on <see cref="HttpPort"/>.</summary>
    public IReadOnlyDictionary<string, string> Documents { get; init; } = new Dictionary<string, string>();

    /// <summary>The port of the listeners that have <see cref="Documents"/>; authorities ask at 80 (RFC 8555, 8.3).</summary>
    public int HttpPort { get; init; } = 80;
}
