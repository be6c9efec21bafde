namespace Reeve.Kubernetes;

/// <summary>A request for a certificate.</summary>
public sealed record CertificateSigningRequest() : KubernetesObject("certificates.k8s.io/v1", "CertificateSigningRequest")
{
    /// <summary>What is wanted.</summary>
    public CertificateSigningRequestSpec Spec { get; init => field = value ?? Blank<CertificateSigningRequestSpec>.Value; } = Blank<CertificateSigningRequestSpec>.Value;

    /// <summary>What was decided.</summary>
    public CertificateSigningRequestStatus Status { get; init => field = value ?? Blank<CertificateSigningRequestStatus>.Value; } = Blank<CertificateSigningRequestStatus>.Value;
}
