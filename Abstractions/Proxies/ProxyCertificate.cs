namespace Reeve.Proxies;

/// <summary>A certificate with its key. Its text form hides the key.</summary>
public sealed record ProxyCertificate
{
    /// <summary>Server names, <c>*.example.org</c> for one label; empty for the default certificate.</summary>
    public IReadOnlyList<string> ServerNames { get; init; } = [];

    /// <summary>The chain in PEM, leaf first.</summary>
    public required string ChainPem { get; init; }

    /// <summary>The private key in PEM (PKCS#8).</summary>
    public required string KeyPem { get; init; }

    /// <summary>The ALPN protocol that it is for alone (<c>acme-tls/1</c>); null for all traffic.</summary>
    public string? AlpnProtocol { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"certificate for {string.Join(", ", ServerNames)}";
}
