namespace Reeve.Kubernetes;

/// <summary>What was decided on a request.</summary>
public sealed record CertificateSigningRequestStatus : KubernetesRecord
{
    /// <summary>Decisions.</summary>
    public IReadOnlyList<CertificateSigningRequestCondition> Conditions { get; init => field = value ?? []; } = [];

    /// <summary>Certificate chain, in PEM; base64 in JSON.</summary>
    public ReadOnlyMemory<byte>? Certificate { get; init; }
}
