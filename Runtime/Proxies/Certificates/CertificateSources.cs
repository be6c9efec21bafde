using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Dns;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>Where the certificates of a proxy come from, and where they go.</summary>
public sealed record CertificateSources
{
    /// <summary>Certificates, valid.</summary>
    public required CertificatesOptions Options { get; init; }

    /// <summary>Authorities by name; they stay the caller's, and outlive the manager.</summary>
    public IReadOnlyDictionary<string, ICertificateIssuer> Issuers { get; init; } = new Dictionary<string, ICertificateIssuer>();

    /// <summary>Changes zones for dns-01; null if nobody does.</summary>
    public IDnsProvider? Dns { get; init; }

    /// <summary>Clusters whose Secrets are watched, by the name that <see cref="CertificateOptions.Cluster"/> says.</summary>
    public IReadOnlyDictionary<string, ReflectorFactory> Clusters { get; init; } = new Dictionary<string, ReflectorFactory>();

    /// <summary>Where ordered certificates are kept, absolute; mode 0700.</summary>
    public required string Directory { get; init; }

    /// <summary>The proxy.</summary>
    public required ICertificateSink Sink { get; init; }
}
