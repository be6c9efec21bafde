using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Reeve.AspNetCore.Clusters.Security;

/// <summary>Finds callers by their certificates: the common name is who, its role is configured, or one of the organizations says it (<c>reeve:operate</c>).</summary>
/// <param name="authorities">Those who may vouch for callers.</param>
/// <param name="roles">Roles by common name.</param>
/// <param name="time">The clock.</param>
internal sealed class CertificateCallers(
    Func<X509Certificate2Collection> authorities, IReadOnlyDictionary<string, ApiRole> roles, TimeProvider time)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";
    private const string Prefix = "reeve:";

    /// <summary>The caller; null if no authority vouches for him now, or he has no role.</summary>
    public Caller? Find(X509Certificate2 certificate) => IsGood(certificate) ? CallerOf(certificate) : null;

    private bool IsGood(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return chain.Build(certificate);
    }

    private Caller? CallerOf(X509Certificate2 certificate)
    {
        var names = certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false)
            .Where(static name => !name.HasMultipleElements)
            .ToLookup(static name => name.GetSingleElementType().Value, static name => name.GetSingleElementValue() ?? "");
        if (names[CommonName].LastOrDefault() is not { Length: > 0 } user)
        {
            return null;
        }

        var role = roles.TryGetValue(user, out var configured)
            ? configured
            : names[Organization].Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(static name => Roles.TryParse(name[Prefix.Length..], out var stated) ? stated : ApiRole.None)
                .DefaultIfEmpty(ApiRole.None)
                .Max();
        return role == ApiRole.None ? null : new Caller { Name = user, Role = role };
    }
}
