using System.Security.Cryptography.X509Certificates;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>What certificate a node asks its cluster for.</summary>
internal sealed record CertificateProfile
{
    /// <summary>What it is for, in words and in file names: <c>client</c> or <c>serving</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Who shall sign.</summary>
    public required string Signer { get; init; }

    /// <summary>The node; the subject is <c>O=system:nodes, CN=system:node:NAME</c>.</summary>
    public required string Node { get; init; }

    /// <summary>What the key may be used for. The signers compare this exactly.</summary>
    public required IReadOnlyList<string> Usages { get; init; }

    /// <summary>The names that it is for.</summary>
    public SubjectNames Names { get; init; } = SubjectNames.None;

    /// <summary>The subject.</summary>
    public X500DistinguishedName Subject
    {
        get
        {
            var builder = new X500DistinguishedNameBuilder();
            builder.AddOrganizationName("system:nodes");
            builder.AddCommonName(CommonName);
            return builder.Build();
        }
    }

    /// <summary>The common name.</summary>
    public string CommonName => $"system:node:{Node}";

    /// <summary>By which a node speaks to the API server.</summary>
    public static CertificateProfile Client(string node) => new()
    {
        Purpose = "client",
        Signer = CertificateSigners.KubeApiServerClientKubelet,
        Node = node,
        Usages = [KeyUsages.KeyEncipherment, KeyUsages.DigitalSignature, KeyUsages.ClientAuth],
    };

    /// <summary>By which a node is known when the API server speaks to it.</summary>
    public static CertificateProfile Serving(string node, SubjectNames names) => new()
    {
        Purpose = "serving",
        Signer = CertificateSigners.KubeletServing,
        Node = node,
        Usages = [KeyUsages.KeyEncipherment, KeyUsages.DigitalSignature, KeyUsages.ServerAuth],
        Names = names,
    };

    /// <summary>Whether a certificate is for this subject and these names.</summary>
    public bool Fits(X509Certificate2 certificate) =>
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) == CommonName && SubjectNames.In(certificate).Cover(Names);
}
