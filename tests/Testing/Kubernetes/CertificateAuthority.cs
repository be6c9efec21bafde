using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Reeve.Testing.Kubernetes;

/// <summary>Signs certificates with the authority of a control plane.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private readonly X509Certificate2 _authority;

    internal CertificateAuthority(string certificateFile, string keyFile)
    {
        CertificateFile = certificateFile;
        _authority = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        Certificate = X509CertificateLoader.LoadCertificate(_authority.RawData);
    }

    /// <summary>The file that holds the authority's certificate.</summary>
    public string CertificateFile { get; }

    /// <summary>The authority's certificate, without its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Issues a certificate for a client and a server of loopback, valid since the authority is.</summary>
    /// <param name="user">The common name: what Kubernetes takes for the user.</param>
    /// <param name="groups">The organisations: what Kubernetes takes for groups.</param>
    /// <param name="validity">How long it is valid from now on; a day by default.</param>
    public X509Certificate2 Issue(string user, IEnumerable<string> groups, TimeSpan? validity = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        foreach (var group in groups)
        {
            subject.AddOrganizationName(group);
        }

        subject.AddCommonName(user);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var signed = request.Create(_authority, _authority.NotBefore, now + (validity ?? TimeSpan.FromDays(1)), RandomNumberGenerator.GetBytes(16));
        return signed.CopyWithPrivateKey(key);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _authority.Dispose();
        Certificate.Dispose();
    }
}
