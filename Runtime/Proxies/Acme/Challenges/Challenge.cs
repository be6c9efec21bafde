using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Reeve.Runtime.Proxies.Acme.Challenges;

/// <summary>What has to be shown for one name.</summary>
public sealed record Challenge
{
    /// <summary>The protocol that the answer to <see cref="ChallengeKind.TlsAlpn"/> is for.</summary>
    public const string AlpnProtocol = "acme-tls/1";

    /// <summary>How it is shown.</summary>
    public required ChallengeKind Kind { get; init; }

    /// <summary>The name, without <c>*.</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The authority's token.</summary>
    public required string Token { get; init; }

    /// <summary>What the authority wants to see: token and key (RFC 8555, 8.1).</summary>
    public required string KeyAuthorization { get; init; }

    /// <summary>The path at which <see cref="KeyAuthorization"/> is to be served.</summary>
    public string HttpPath => $"/.well-known/acme-challenge/{Token}";

    /// <summary>The record's name, without a dot at its end.</summary>
    public string DnsName => $"_acme-challenge.{Name}";

    /// <summary>The record's text.</summary>
    public string DnsText => Base64Url.EncodeToString(Digest);

    /// <summary>The digest of <see cref="KeyAuthorization"/> that the certificate holds.</summary>
    internal byte[] Digest => SHA256.HashData(Encoding.ASCII.GetBytes(KeyAuthorization));
}
