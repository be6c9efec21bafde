using Reeve.Runtime.Proxies.Acme.Challenges;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>One certificate that is to be served, from one source: files, a Secret of a cluster, or an authority.</summary>
public sealed record CertificateOptions
{
    /// <summary>Its name (RFC 1123 label).</summary>
    public string Name { get; set; } = "";

    /// <summary>The names to order it for; of files, those that it is served for, or empty for those that it holds.</summary>
    public IReadOnlyList<string> Names { get; set; } = [];

    /// <summary>Whether it is also served to clients that name no server, or one that nobody knows.</summary>
    public bool Default { get; set; }

    /// <summary>A file with the chain in PEM, leaf first; it is read again when it changes.</summary>
    public string? ChainFile { get; set; }

    /// <summary>A file with the key in PEM; null when it is in <see cref="ChainFile"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>A Secret of the type <c>kubernetes.io/tls</c>, as <c>namespace/name</c>; it is watched.</summary>
    public string? SecretName { get; set; }

    /// <summary>The cluster of that Secret, by its name in <see cref="CertificateSources.Clusters"/>.</summary>
    public string Cluster { get; set; } = "";

    /// <summary>The authority that it is ordered from, by its name in the configuration.</summary>
    public string? Authority { get; set; }

    /// <summary>How the authority is shown that the names are served here.</summary>
    /// <value>http-01</value>
    public ChallengeKind Challenge { get; set; } = ChallengeKind.Http;
}
