namespace Reeve.Runtime.Proxies.Acme;

/// <summary>The certificate authority that certificates are ordered from (RFC 8555).</summary>
public sealed record AcmeOptions
{
    /// <summary>Let's Encrypt.</summary>
    public static Uri LetsEncrypt { get; } = new("https://acme-v02.api.letsencrypt.org/directory");

    /// <summary>Where its directory is; https.</summary>
    /// <value>Let's Encrypt.</value>
    public Uri Directory { get; set; } = LetsEncrypt;

    /// <summary>Whether its terms of service are agreed to. Without it no account is made.</summary>
    /// <value>false</value>
    public bool AgreeToTerms { get; set; }

    /// <summary>Where its operators reach the account's owner: <c>mailto:</c> URIs. May be empty.</summary>
    public IReadOnlyList<string> Contacts { get; set; } = [];

    /// <summary>The account of another kind that this one is bound to; null for none.</summary>
    public ExternalAccountOptions? ExternalAccount { get; set; }

    /// <summary>A file of PEM certificates that alone are trusted for its https; null for those of the system.</summary>
    public string? AuthoritiesFile { get; set; }

    /// <summary>Asks for a profile of certificates by name (<c>shortlived</c>); null for the authority's default.</summary>
    public string? Profile { get; set; }

    /// <summary>Of several chains, the one whose topmost issuer has this common name; null for the first.</summary>
    public string? PreferredChain { get; set; }

    /// <summary>How long the authority may take to check a name or to issue.</summary>
    /// <value>5 minutes</value>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(5);
}
