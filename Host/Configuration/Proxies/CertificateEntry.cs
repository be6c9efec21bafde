using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Runtime.Proxies.Certificates;

namespace Reeve.Host.Configuration.Proxies;

/// <summary>An entry of <c>proxies[].certificates</c> as it is written.</summary>
internal sealed record CertificateEntry
{
    public string Name { get; set; } = "";

    public IReadOnlyList<string> Names { get; set; } = [];

    public bool Default { get; set; }

    public string? ChainFile { get; set; }

    public string? KeyFile { get; set; }

    public string? Authority { get; set; }

    public string Challenge { get; set; } = "http-01";

    public string? SecretName { get; set; }

    /// <summary>The kubeconfig of the Secret's cluster; empty for the usual one.</summary>
    public string Kubeconfig { get; set; } = "";

    /// <summary>The same for the runtime.</summary>
    public CertificateOptions ToOptions() => new()
    {
        Name = Name,
        Names = Names,
        Default = Default,
        ChainFile = ChainFile,
        KeyFile = KeyFile,
        Authority = Authority,
        Challenge = ChallengeOf(Challenge),
        SecretName = SecretName,
        Cluster = Kubeconfig,
    };

    /// <summary>A challenge by its name in RFC 8555; unknown if it is none.</summary>
    public static ChallengeKind ChallengeOf(string name) => name switch
    {
        "http-01" => ChallengeKind.Http,
        "tls-alpn-01" => ChallengeKind.TlsAlpn,
        "dns-01" => ChallengeKind.Dns,
        _ => ChallengeKind.Unknown,
    };
}
