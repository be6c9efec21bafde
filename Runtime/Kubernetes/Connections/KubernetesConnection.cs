using System.Security.Cryptography.X509Certificates;

namespace Reeve.Runtime.Kubernetes.Connections;

/// <summary>How to reach an API server, and as whom. Immutable; its text says nothing secret.</summary>
public sealed record KubernetesConnection
{
    /// <summary>Address of the server, with a path prefix if there is one.</summary>
    public required Uri Server { get; init; }

    /// <summary>Certificate authorities that the server's certificate must come from; empty for the machine's.</summary>
    public IReadOnlyList<X509Certificate2> CertificateAuthorities { get; init; } = [];

    /// <summary>
    /// The same as they are now: read again when the file that they came from was replaced, which lets a cluster change its authority while
    /// agents run.
    /// </summary>
    public IReadOnlyList<X509Certificate2> CurrentAuthorities => AuthorityFile?.Current ?? CertificateAuthorities;

    /// <summary>Whether any certificate of the server will do.</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary>Name that the server's certificate must be for, and that is asked for; null for the address's.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Proxy by <c>http</c>, <c>https</c> or <c>socks5</c>; null for that of the environment.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Whether answers must not be compressed.</summary>
    public bool DisableCompression { get; init; }

    /// <summary>As whom.</summary>
    public IClientCredentials Credentials { get; init; } = StaticCredentials.Anonymous();

    /// <summary>In whose name; null for the client's own.</summary>
    public Impersonation? Impersonation { get; init; }

    /// <summary>Namespace where a request should take one and none is given.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Where this was read, for messages.</summary>
    public string Source { get; init; } = "";

    /// <summary>Where the authorities are read again; null if they were given themselves.</summary>
    internal AuthorityFile? AuthorityFile { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Source.Length > 0 ? $"{Server} ({Source})" : Server.ToString();
}
