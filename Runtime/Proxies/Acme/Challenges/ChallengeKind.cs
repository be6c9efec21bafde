namespace Reeve.Runtime.Proxies.Acme.Challenges;

/// <summary>Ways to show a certificate authority that a name is one's own.</summary>
public enum ChallengeKind
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary><c>http-01</c>: a document at <c>/.well-known/acme-challenge/</c> on port 80 (RFC 8555, 8.3).</summary>
    Http,

    /// <summary><c>tls-alpn-01</c>: a certificate on port 443 for the protocol <c>acme-tls/1</c> (RFC 8737).</summary>
    TlsAlpn,

    /// <summary><c>dns-01</c>: a TXT record at <c>_acme-challenge</c> below the name (RFC 8555, 8.4). Wildcards need it.</summary>
    Dns,
}
