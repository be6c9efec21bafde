using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Reeve.Runtime.KubeletApi.Authentication;

/// <summary>Finds users by their certificates: the common name is the user, the organizations are its groups.</summary>
internal sealed class CertificateAuthenticator(Func<X509Certificate2Collection?> authorities, TimeProvider time)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";
    private const int Capacity = 256;
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(1);
    private readonly ExpiringCache<string, Verdict> _verdicts = new(Capacity, time);

    /// <summary>The user; null if no authority vouches for him now.</summary>
    public async Task<KubeletUser?> AuthenticateAsync(X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        if (authorities() is not { Count: > 0 } trusted)
        {
            return null;
        }

        var key = Convert.ToBase64String(SHA256.HashData(certificate.RawDataMemory.Span));
        var verdict = await _verdicts.GetAsync(
            key, _ => Task.FromResult((new Verdict(Verify(certificate, trusted), trusted), Keep)), cancellationToken);

        // The authorities may have changed since.
        var user = ReferenceEquals(verdict.Trusted, trusted) ? verdict.User : Verify(certificate, trusted);
        return time.GetUtcNow() < certificate.NotAfter.ToUniversalTime() ? user : null;
    }

    private KubeletUser? Verify(X509Certificate2 certificate, X509Certificate2Collection trusted)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));

        // An authority of the cluster may itself be signed by one that is not known here.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        return chain.Build(certificate) && chain.ChainElements.Skip(1).Any(element => IsOneOf(trusted, element.Certificate))
            ? UserOf(certificate)
            : null;
    }

    private static bool IsOneOf(X509Certificate2Collection trusted, X509Certificate2 certificate) =>
        trusted.Any(authority => authority.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    private static KubeletUser? UserOf(X509Certificate2 certificate)
    {
        var names = certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false)
            .Where(static name => !name.HasMultipleElements)
            .ToLookup(static name => name.GetSingleElementType().Value, static name => name.GetSingleElementValue() ?? "");
        return names[CommonName].LastOrDefault() is { Length: > 0 } user
            ? new KubeletUser { Name = user, Groups = [.. names[Organization]] }
            : null;
    }

    private sealed record Verdict(KubeletUser? User, X509Certificate2Collection Trusted);
}
