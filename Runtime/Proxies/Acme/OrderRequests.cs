using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Reeve.Runtime.Proxies.Acme.Resources;

namespace Reeve.Runtime.Proxies.Acme;

/// <summary>Writes what an order sends.</summary>
internal static class OrderRequests
{
    /// <summary>Asks for an order.</summary>
    /// <param name="wanted">What for.</param>
    /// <param name="profile">The profile, or null.</param>
    /// <param name="knowsRenewals">Whether the authority wants to know which certificate is replaced.</param>
    public static byte[] WriteOrder(CertificateOrder wanted, string? profile, bool knowsRenewals)
    {
        var request = new OrderRequest
        {
            Identifiers = [.. wanted.Names.Select(Identify)],
            Replaces = knowsRenewals && wanted.ReplacesPem is { } replaced ? Replaced(replaced) : null,
            Profile = profile,
        };
        return JsonSerializer.SerializeToUtf8Bytes(request, AcmeJsonContext.Default.OrderRequest);
    }

    /// <summary>Asks for the certificate (RFC 8555, 7.4; RFC 2986).</summary>
    public static byte[] WriteFinalize(PendingOrder order)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(order.KeyPem);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in order.Names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(name);
            }
        }

        // Without a subject: common names are shorter than DNS names may be, and nobody looks at them.
        var request = new CertificateRequest(new X500DistinguishedName(""), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        return JsonSerializer.SerializeToUtf8Bytes(
            new FinalizeRequest { Csr = Base64Url.EncodeToString(request.CreateSigningRequest()) }, AcmeJsonContext.Default.FinalizeRequest);
    }

    private static IdentifierResource Identify(string name) =>
        new() { Type = IPAddress.TryParse(name, out _) ? "ip" : "dns", Value = name };

    private static string? Replaced(string chainPem)
    {
        using var certificate = X509Certificate2.CreateFromPem(chainPem);
        return RenewalIdentifier.Of(certificate);
    }
}
