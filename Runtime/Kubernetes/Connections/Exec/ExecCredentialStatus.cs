using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Connections.Exec;

/// <summary>The credential that a program gives; secret.</summary>
internal sealed record ExecCredentialStatus
{
    public string? Token { get; init; }

    public string? ClientCertificateData { get; init; }

    public string? ClientKeyData { get; init; }

    /// <summary>When it ends; null if it is good until it is refused.</summary>
    public Time? ExpirationTimestamp { get; init; }

    public override string ToString() => nameof(ExecCredentialStatus);
}
