using System.Collections.Frozen;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Tls;

/// <summary>The certificates of one snapshot by server name. Immutable.</summary>
internal sealed class CertificateTable
{
    private readonly FrozenDictionary<(string Name, string Protocol), SslServerAuthenticationOptions> _byName;

    private CertificateTable(FrozenDictionary<(string Name, string Protocol), SslServerAuthenticationOptions> byName) =>
        (_byName, HasChallenges) = (byName, byName.Keys.Any(static key => key.Protocol.Length > 0));

    /// <summary>Whether there are certificates for a single protocol, so that it is worth while to look what a client offers.</summary>
    public bool HasChallenges { get; }

    public static CertificateTable Empty { get; } = new(FrozenDictionary<(string Name, string Protocol), SslServerAuthenticationOptions>.Empty);

    /// <param name="certificates">Of a snapshot.</param>
    /// <param name="protocols">What is offered by ALPN; empty for none.</param>
    /// <exception cref="ProviderException">One cannot be read; its key is not shown.</exception>
    public static CertificateTable From(IReadOnlyList<ProxyCertificate> certificates, List<SslApplicationProtocol> protocols)
    {
        Dictionary<(string Name, string Protocol), SslServerAuthenticationOptions> byName = [];
        for (var i = 0; i < certificates.Count; i++)
        {
            var certificate = certificates[i];
            var special = certificate.AlpnProtocol;
            var options = new SslServerAuthenticationOptions
            {
                ServerCertificateContext = Read(certificate, $"certificates[{i}]"),
                ApplicationProtocols = special is null ? protocols : [new SslApplicationProtocol(special)],
                ClientCertificateRequired = false,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                AllowRenegotiation = false,
            };
            foreach (var name in certificate.ServerNames.DefaultIfEmpty(""))
            {
                byName.TryAdd((name.ToLowerInvariant(), special ?? ""), options);
            }
        }

        return new CertificateTable(byName.ToFrozenDictionary());
    }

    /// <summary>What a handshake is answered with: the name itself, then the wildcard of its parent, then the default; null if none fits.</summary>
    public SslServerAuthenticationOptions? Find(string? serverName)
    {
        var name = serverName?.ToLowerInvariant() ?? "";
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return _byName.GetValueOrDefault((name, ""))
            ?? (dot > 0 ? _byName.GetValueOrDefault(("*" + name[dot..], "")) : null)
            ?? _byName.GetValueOrDefault(("", ""));
    }

    /// <summary>What a handshake is answered with that offers a protocol (RFC 8737: <c>acme-tls/1</c>) for which its name has a certificate of its own.</summary>
    public SslServerAuthenticationOptions? FindChallenge(ClientHello hello)
    {
        foreach (var protocol in hello.Protocols.Where(protocol => protocol.Length > 0))
        {
            if (_byName.TryGetValue((hello.ServerName.ToLowerInvariant(), protocol), out var options))
            {
                return options;
            }
        }

        return null;
    }

    private static SslStreamCertificateContext Read(ProxyCertificate certificate, string field)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificate.ChainPem);
            if (chain.Count == 0)
            {
                throw new CryptographicException("it holds no certificate");
            }

            using var leaf = X509Certificate2.CreateFromPem(certificate.ChainPem, certificate.KeyPem);
            chain.RemoveAt(0);

            // Not ephemeral on every platform without this round trip.
            var usable = OperatingSystem.IsLinux() ? new X509Certificate2(leaf) : X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null);
            return SslStreamCertificateContext.Create(usable, chain, offline: true);
        }
        catch (CryptographicException exception)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The {certificate} cannot be used: {exception.Message}.") { Field = field };
        }
    }
}
