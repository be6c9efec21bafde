using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>A key and certificate made for the pod.</summary>
public sealed record PodCertificateProjection : KubernetesRecord
{
    /// <summary>Signer of the certificate.</summary>
    public string SignerName { get; init => field = value ?? ""; } = "";

    /// <summary>Such as <c>ED25519</c>, <c>ECDSAP256</c> or <c>RSA3072</c>.</summary>
    public string KeyType { get; init => field = value ?? ""; } = "";

    /// <summary>Longest lifetime in seconds; default 86400.</summary>
    public int? MaxExpirationSeconds { get; init; }

    /// <summary>Path of one file with key and chain, in PEM.</summary>
    public string? CredentialBundlePath { get; init; }

    /// <summary>Path of the key's file, in PEM.</summary>
    public string? KeyPath { get; init; }

    /// <summary>Path of the chain's file, in PEM.</summary>
    public string? CertificateChainPath { get; init; }

    /// <summary>Further data for the signer.</summary>
    public IReadOnlyDictionary<string, string> UserAnnotations { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; }
        = ReadOnlyDictionary<string, string>.Empty;
}
